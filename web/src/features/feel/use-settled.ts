import { useEffect, useState } from "react";

/** `value` once it has not changed for `restMs`; at once where it appears or goes. */
export function useSettled<Value>(value: Value, key: string | null, restMs: number): Value {
  const [settled, setSettled] = useState({ value, key });
  useEffect(() => {
    if (key === settled.key) return;
    const rest = settled.key === null || key === null ? 0 : restMs;
    const timer = setTimeout(() => setSettled({ value, key }), rest);
    return () => clearTimeout(timer);
  }, [value, key, settled.key, restMs]);
  return settled.value;
}
