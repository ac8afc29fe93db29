/** Rows `from` (counted from 0) up to, not including, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}
