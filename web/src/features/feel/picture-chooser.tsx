import type { Ref } from "react";
import { useTakePicture } from "./use-take-picture";

/** What opens the system's dialog for a picture when `ref` is clicked; it does not show itself. */
export function PictureChooser({ ref, label }: { ref: Ref<HTMLInputElement>; label: string }) {
  const take = useTakePicture();
  return (
    <input
      ref={ref}
      type="file"
      accept="image/*,.heic,.heif,.avif,.tif,.tiff"
      hidden
      aria-label={label}
      onChange={(event) => {
        take([...(event.target.files ?? [])]);
        // Choosing the same file again is a change as well.
        event.target.value = "";
      }}
    />
  );
}
