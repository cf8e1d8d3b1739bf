import type { MoodPoint } from "@/lib/mood";

export type Direction = "left" | "right" | "up" | "down";

export interface MapPoints {
  ids: readonly number[];
  valence: readonly number[];
  arousal: readonly number[];
}

// Cells a side: with 20,000 points some eight in each.
const CELLS = 48;
const cellOf = (value: number) =>
  Math.min(CELLS - 1, Math.max(0, Math.floor(((value + 1) / 2) * CELLS)));

/** Finds points of the plane by where they lie, without looking at all of them. */
export class PointIndex {
  private readonly cells = new Map<number, number[]>();

  constructor(private readonly points: MapPoints) {
    points.ids.forEach((_, index) => {
      const at = this.at(index);
      const cell = cellOf(at.arousal) * CELLS + cellOf(at.valence);
      const inside = this.cells.get(cell);
      if (inside) inside.push(index);
      else this.cells.set(cell, [index]);
    });
  }

  get size(): number {
    return this.points.ids.length;
  }

  /** Where the point at a place of the columns lies. */
  at(index: number): MoodPoint {
    return {
      valence: this.points.valence[index] ?? 0,
      arousal: this.points.arousal[index] ?? 0,
    };
  }

  id(index: number): number {
    return this.points.ids[index] as number;
  }

  /** Place of the nearest point within `reach`; -1 where there is none. */
  nearest(to: MoodPoint, reach: number): number {
    let best = -1;
    let least = reach * reach;
    const rows = [cellOf(to.arousal - reach), cellOf(to.arousal + reach)] as const;
    const columns = [cellOf(to.valence - reach), cellOf(to.valence + reach)] as const;
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) {
        for (const index of this.cells.get(row * CELLS + column) ?? []) {
          const at = this.at(index);
          const away = (at.valence - to.valence) ** 2 + (at.arousal - to.arousal) ** 2;
          if (away <= least) {
            least = away;
            best = index;
          }
        }
      }
    }
    return best;
  }

  /** Place of the next point in a direction, straight ahead rather than aside; -1 at the edge. */
  next(from: number, direction: Direction): number {
    const start = this.at(from);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.size; index++) {
      const at = this.at(index);
      const [ahead, aside] = turn(
        at.valence - start.valence,
        at.arousal - start.arousal,
        direction,
      );
      // Aside counts double, so that the way stays straight; what lies flush is not ahead.
      if (ahead <= 1e-9 || Math.abs(aside) > ahead) continue;
      const cost = ahead + 2 * Math.abs(aside);
      if (cost < least) {
        least = cost;
        best = index;
      }
    }
    return best;
  }
}

function turn(dx: number, dy: number, direction: Direction): [ahead: number, aside: number] {
  switch (direction) {
    case "right":
      return [dx, dy];
    case "left":
      return [-dx, dy];
    case "up":
      return [dy, dx];
    case "down":
      return [-dy, dx];
  }
}
