/** How often work is done that takes too long to be done for every frame. */
export class Pace {
  private beganS = Number.NEGATIVE_INFINITY;
  private intervalS = 0;

  /**
   * @param leastS seconds from one time to the next, at least.
   * @param share of all time that the work may fill, in (0, 1]: a slow machine does it less often.
   */
  constructor(
    private readonly leastS: number,
    private readonly share: number,
  ) {}

  /** Whether the work is to be done for a frame of `timeS`. */
  isDue(timeS: number): boolean {
    return timeS - this.beganS >= this.intervalS;
  }

  /** Note that the work was done for a frame of `timeS`, and took `tookS` seconds. */
  note(timeS: number, tookS: number): void {
    this.beganS = timeS;
    this.intervalS = Math.max(this.leastS, tookS / this.share);
  }

  /** Have the work done for the next frame. */
  reset(): void {
    this.intervalS = 0;
  }
}
