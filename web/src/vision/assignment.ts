/**
 * Pairs rows with columns so that the values of the pairs have the largest sum.
 *
 * The Hungarian method with shortest augmenting paths (Jonker & Volgenant 1987, "A shortest
 * augmenting path algorithm for dense and sparse linear assignment problems").
 *
 * @param values [rows][columns], as many columns in each row.
 * @returns pairs of row and column, as many as the shorter side has, in the order of the rows.
 */
export function assign(values: readonly (readonly number[])[]): [row: number, column: number][] {
  const rows = values.length;
  const columns = values[0]?.length ?? 0;
  if (rows > columns) {
    const swapped = Array.from({ length: columns }, (_, column) =>
      values.map((row) => row[column]),
    );
    const pairs = assign(swapped).map(([column, row]): [number, number] => [row, column]);
    return pairs.sort((one, other) => one[0] - other[0]);
  }
  // Index 0 stands for "no row" and "no column", so rows and columns count from 1.
  const rowPrices = new Float64Array(rows + 1);
  const columnPrices = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    augment(values, row, rowPrices, columnPrices, rowOf);
  }
  return Array.from(rowOf.entries())
    .filter(([column, row]) => column > 0 && row > 0)
    .map(([column, row]): [number, number] => [row - 1, column - 1])
    .sort((one, other) => one[0] - other[0]);
}

/** Gives `row` a column, moving other rows to other columns where that is worth more. */
function augment(
  values: readonly (readonly number[])[],
  row: number,
  rowPrices: Float64Array,
  columnPrices: Float64Array,
  rowOf: Int32Array,
): void {
  const n = columnPrices.length;
  const slack = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const cameFrom = new Int32Array(n);
  const visited = new Uint8Array(n);
  rowOf[0] = row;
  let column = 0;
  do {
    visited[column] = 1;
    const at = rowOf[column];
    let least = Number.POSITIVE_INFINITY;
    let next = 0;
    for (let other = 1; other < n; other++) {
      if (visited[other]) continue;
      const cost = -values[at - 1][other - 1] - rowPrices[at] - columnPrices[other];
      if (cost < slack[other]) {
        slack[other] = cost;
        cameFrom[other] = column;
      }
      if (slack[other] < least) {
        least = slack[other];
        next = other;
      }
    }
    for (let other = 0; other < n; other++) {
      if (visited[other]) {
        rowPrices[rowOf[other]] += least;
        columnPrices[other] -= least;
      } else {
        slack[other] -= least;
      }
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    const previous = cameFrom[column];
    rowOf[column] = rowOf[previous];
    column = previous;
  }
}
