import { SURE_FROM } from "@/vision/affect";

// Confidence trembles; what is said of it should not.
const MARGIN = 0.04;

/** Whether a mood is named without saying "not sure": a Schmitt trigger about `SURE_FROM`. */
export class SteadySureness {
  private sure: boolean | null = null;

  update(confidence: number): boolean {
    if (this.sure === null) this.sure = confidence >= SURE_FROM;
    else if (confidence >= SURE_FROM + MARGIN) this.sure = true;
    else if (confidence < SURE_FROM - MARGIN) this.sure = false;
    return this.sure;
  }
}
