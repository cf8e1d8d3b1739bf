import { useEffect, useState } from "react";
import { fetchPreview } from "./queries";
import type { Picture } from "./wish";

interface Drawable {
  picture: Picture | null;
  /** The picture, or its preview; null while that is being made. */
  file: File | null;
  url: string | null;
  error: unknown;
}

const NOTHING: Drawable = { picture: null, file: null, url: null, error: null };

function canDraw(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = url;
  });
}

/**
 * A picture as this browser can draw it. What it cannot (HEIC, TIFF), the service turns into a
 * JPEG, and that is then read as well, so that the boxes of its faces lie where they are seen.
 */
export function useDrawable(picture: Picture | null): Drawable {
  const [drawable, setDrawable] = useState<Drawable>(NOTHING);
  useEffect(() => {
    if (!picture) return;
    let current = true;
    let url = URL.createObjectURL(picture.file);
    const show = async () => {
      let { file } = picture;
      if (!(await canDraw(url))) {
        URL.revokeObjectURL(url);
        file = await fetchPreview(file);
        url = URL.createObjectURL(file);
      }
      if (current) setDrawable({ picture, file, url, error: null });
    };
    show().catch((error: unknown) => {
      if (current) setDrawable({ ...NOTHING, picture, error });
    });
    return () => {
      current = false;
      URL.revokeObjectURL(url);
    };
  }, [picture]);
  // The state is of the picture before until the effect has run for this one.
  return drawable.picture === picture ? drawable : NOTHING;
}
