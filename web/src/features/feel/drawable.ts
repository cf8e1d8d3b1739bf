import { ask, request } from "@/api/client";
import { formOf } from "./picture-form";

function canDraw(file: File): Promise<boolean> {
  const url = URL.createObjectURL(file);
  return new Promise<boolean>((resolve) => {
    const image = new Image();
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = url;
  }).finally(() => URL.revokeObjectURL(url));
}

/**
 * A picture as this browser can draw it. What it cannot (HEIC, TIFF), the service turns into a
 * JPEG, and that is then read as well, so that the boxes of its faces lie where they are seen.
 */
export async function toDrawable(file: File): Promise<File> {
  if (await canDraw(file)) return file;
  const response = await ask(request("POST", "/previews", { form: formOf(file) }));
  return new File([await response.blob()], file.name, { type: "image/jpeg" });
}
