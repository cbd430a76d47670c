/**
 * The data of a chart: exactly what is drawn, for a screen reader's table and for the CSV. Money is in full, dates
 * are ISO 8601.
 */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /**
   * Standard error of a number that trials were counted for, by row and column; null: it is exact. A screen shows no
   * more digits than it allows, a file all.
   */
  readonly error?: (row: number, column: number) => number | null;
}
