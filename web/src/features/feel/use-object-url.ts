import { useEffect, useState } from "react";

/** An address at which a file can be shown, while the component is there. */
export function useObjectUrl(file: File | undefined): string | null {
  const [shown, setShown] = useState<{ file: File; url: string } | null>(null);
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setShown({ file, url });
    return () => URL.revokeObjectURL(url);
  }, [file]);
  // The state is of the file before until the effect has run for this one.
  return shown?.file === file ? (shown?.url ?? null) : null;
}
