const WINDOW_MS = 2000;

/** How often something has happened lately. */
export class RateMeter {
  private times: number[] = [];

  /** It happened at `nowMs`. */
  note(nowMs: number): void {
    this.times.push(nowMs);
    this.forgetBefore(nowMs - WINDOW_MS);
  }

  /** Times a second, of the last two seconds. */
  rate(nowMs: number): number {
    this.forgetBefore(nowMs - WINDOW_MS);
    const [first] = this.times;
    if (first === undefined || this.times.length < 2) return 0;
    return (this.times.length - 1) / ((nowMs - first) / 1000);
  }

  private forgetBefore(timeMs: number): void {
    while (this.times.length && this.times[0] < timeMs) this.times.shift();
  }
}
