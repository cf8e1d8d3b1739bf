/** Readings smoothed over time and named without flicker; as `vision/smoothing.py`. */
import { type Emotion, type Emotions, leadingEmotion, nameProbabilities } from "./affect";

// Chosen on films of disturbed faces (docs/guides/follow-faces.md).
export const TIME_CONSTANT_S = 0.3;
const LEAD_TO_RENAME = 0.15;
// A value stands for the time since the one before it, but for no longer than this.
const MAX_HOLD_S = 0.2;

/**
 * A mean over time in which what is older counts less, by e for every time constant.
 *
 * Every value counts for the time it stands for, so the mean is the same at any rate of frames.
 */
export class ExponentialMean {
  private timeS = Number.NEGATIVE_INFINITY;
  private weight = 0;
  private mean: readonly number[] = [];

  constructor(private readonly timeConstantS: number) {}

  /**
   * The mean with `values` taken in.
   *
   * @param timeS when they were measured; not before the last ones.
   * @param weight how far they are to be trusted beside others, positive.
   */
  update(timeS: number, values: readonly number[], weight = 1): readonly number[] {
    const elapsedS = timeS - this.timeS;
    const kept = this.weight * Math.exp(-elapsedS / this.timeConstantS);
    const gained = -weight * Math.expm1(-Math.min(elapsedS, MAX_HOLD_S) / this.timeConstantS);
    this.timeS = timeS;
    this.weight = kept + gained;
    const share = gained / this.weight;
    this.mean = values.map((value, at) => {
      const mean = this.mean[at] ?? 0;
      return mean + share * (value - mean);
    });
    return this.mean;
  }
}

/** The emotions of one face over time, as a mean of their distributions. */
export class EmotionSmoother {
  private readonly mean = new ExponentialMean(TIME_CONSTANT_S);

  /** The distribution, over the same words at each call, with a new reading taken in. */
  update(timeS: number, emotions: Emotions, weight = 1): Emotions {
    const words = Object.keys(emotions) as Emotion[];
    return nameProbabilities(
      words,
      this.mean.update(timeS, Object.values(emotions) as number[], weight),
    );
  }
}

/**
 * The name of a distribution that changes, without flicker: a Schmitt trigger.
 *
 * The name stays until another emotion is clearly more probable.
 */
export class SteadyName {
  private name: Emotion | null = null;

  /** The name after `emotions`; a name that is not among them is given up. */
  update(emotions: Emotions): Emotion {
    const leading = leadingEmotion(emotions);
    const held = this.name === null ? -1 : (emotions[this.name] ?? -1);
    if (this.name === null || (emotions[leading] ?? 0) - held > LEAD_TO_RENAME) {
      this.name = leading;
    }
    return this.name;
  }
}
