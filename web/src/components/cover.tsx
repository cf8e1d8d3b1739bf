import { useState } from "react";
import { PREFIX } from "@/api/client";
import { moodOklch } from "@/lib/mood";
import { intoSrgb, toCss } from "@/lib/oklch";
import styles from "./cover.module.css";

interface CoverProps {
  id: number;
  valence: number | null;
  arousal: number | null;
  hasCover?: boolean;
  className?: string;
}

/** The cover of a track; where it has none, one drawn from its mood, always the same one. */
export function Cover({ id, valence, arousal, hasCover = false, className }: CoverProps) {
  const [broken, setBroken] = useState(false);
  const drawn = !hasCover || broken;
  return (
    <span className={`${styles.cover} ${className ?? ""}`} aria-hidden="true">
      {drawn ? (
        <Drawn id={id} valence={valence ?? 0} arousal={arousal ?? 0} />
      ) : (
        <img
          src={`${PREFIX}/tracks/${id}/cover`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}

/** A number in [0, 1) for each track and purpose (a hash by Wang, 32 bits). */
function chance(id: number, purpose: number): number {
  let key = (id * 31 + purpose * 7919) | 0;
  key = ~key + (key << 15);
  key ^= key >>> 12;
  key += key << 2;
  key ^= key >>> 4;
  key = Math.imul(key, 2057);
  key ^= key >>> 16;
  return (key >>> 0) / 2 ** 32;
}

/** Ripples: more and tighter the more excited the music is. */
function Drawn({ id, valence, arousal }: { id: number; valence: number; arousal: number }) {
  const { c, h } = moodOklch({ valence, arousal }, "light");
  // Neighbours in mood are told apart by a little hue.
  const hue = h + (chance(id, 6) - 0.5) * 30;
  const tone = (l: number, chroma: number) => toCss(intoSrgb({ l, c: chroma * c, h: hue }));
  const rings = 3 + Math.round((arousal + 1) * 2);
  const x = 10 + chance(id, 1) * 80;
  const y = 70 + chance(id, 2) * 50;
  const step = 92 / rings;
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width="100" height="100" fill={tone(0.86, 0.6)} />
      <circle
        cx={20 + chance(id, 3) * 60}
        cy={16 + chance(id, 4) * 34}
        r={9 + chance(id, 5) * 13}
        fill={tone(0.97, 0.35)}
      />
      {Array.from({ length: rings }, (_, ring) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: rings never change places
          key={ring}
          cx={x}
          cy={y}
          r={(rings - ring) * step}
          fill={tone(0.78 - (0.36 * ring) / rings, 1)}
        />
      ))}
    </svg>
  );
}
