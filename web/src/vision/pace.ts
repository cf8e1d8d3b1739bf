/** How often work is done that takes too long to be done for every frame. */
export class Pace {
  private beganS = Number.NEGATIVE_INFINITY;
  private tookS = 0;

  /**
   * @param leastS seconds from one time to the next, at least.
   * @param mostS seconds after which the work is done however long it takes.
   */
  constructor(
    private readonly leastS: number,
    private readonly mostS = Number.POSITIVE_INFINITY,
  ) {}

  /**
   * Whether the work is to be done for a frame of `timeS`.
   *
   * @param share of all time that the work may fill, in (0, 1]: a slow machine does it less often.
   */
  isDue(timeS: number, share: number): boolean {
    const intervalS = Math.min(this.mostS, Math.max(this.leastS, this.tookS / share));
    return timeS - this.beganS >= intervalS;
  }

  /** Note that the work was done for a frame of `timeS`, and took `tookS` seconds. */
  note(timeS: number, tookS: number): void {
    this.beganS = timeS;
    this.tookS = tookS;
  }

  /** Have the work done for the next frame. */
  reset(): void {
    this.beganS = Number.NEGATIVE_INFINITY;
  }
}
