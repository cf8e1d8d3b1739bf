/** When the music follows the mood: not at every smile, and never without rest. */
import type { Affect } from "@/api/types";

// All our choice, by listening: a mood must be there before music is chosen by it; another must last
// before the list changes, and no list is replaced before it was there for a while.
const FIRST_HOLD_S = 1;
const HOLD_S = 3;
const LEAST_AGE_S = 12;
// Distances in the plane. What is nearer than the first gets the same tracks anyway; what has come
// nearer than the second again was only a moment.
const FAR = 0.35;
const NEAR = 0.25;

/** Decides when a new list is wanted, from what is read several times a second. */
export class MoodFollower {
  private listed: { affect: Affect; sinceS: number } | null = null;
  private waiting: { emotion: string; sinceS: number } | null = null;

  /**
   * The mood to choose music by from now on, null while the present list stays.
   *
   * @param timeS of the reading; not before the last one's.
   * @param emotion its steady name.
   * @param affect its smoothed affect.
   */
  update(timeS: number, emotion: string, affect: Affect): Affect | null {
    if (!this.isAnother(affect)) {
      this.waiting = null;
      return null;
    }
    // A mood that changes its name while it waits is another one, and waits anew.
    if (this.waiting?.emotion !== emotion) this.waiting = { emotion, sinceS: timeS };
    const heldS = timeS - this.waiting.sinceS;
    if (heldS < (this.listed ? HOLD_S : FIRST_HOLD_S)) return null;
    if (this.listed && timeS - this.listed.sinceS < LEAST_AGE_S) return null;
    this.listed = { affect, sinceS: timeS };
    this.waiting = null;
    return affect;
  }

  /** What has waited is given up, as when nobody was read for a while; the list stays. */
  rest(): void {
    this.waiting = null;
  }

  private isAnother(affect: Affect): boolean {
    if (!this.listed) return true;
    const from = this.listed.affect;
    const away = Math.hypot(affect.valence - from.valence, affect.arousal - from.arousal);
    return away > (this.waiting ? NEAR : FAR);
  }
}
