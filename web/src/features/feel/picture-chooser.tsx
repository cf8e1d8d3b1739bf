import type { Ref } from "react";
import { useTakePictures } from "./use-take-pictures";

/** What opens the system's dialog for pictures when `ref` is clicked; it does not show itself. */
export function PictureChooser({
  ref,
  label,
  adding = false,
}: {
  ref: Ref<HTMLInputElement>;
  label: string;
  /** To those that are there. */
  adding?: boolean;
}) {
  const take = useTakePictures();
  return (
    <input
      ref={ref}
      type="file"
      accept="image/*,.heic,.heif,.avif,.tif,.tiff"
      multiple
      hidden
      aria-label={label}
      onChange={(event) => {
        take([...(event.target.files ?? [])], adding);
        // Choosing the same file again is a change as well.
        event.target.value = "";
      }}
    />
  );
}
