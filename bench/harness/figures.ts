/** One measured figure; with a baseline of the same run, the ratio against it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'µs' | 'MB' | '%' | 'tasks' | 'positions' | 'M events/s';
  /** What it is compared with, in the same unit. */
  readonly against?: { readonly name: string; readonly value: number };
  /** Bounds that are asked of the value (`limit`) or of the ratio (`ratio`): no more than these. */
  readonly goal?: { readonly limit?: number; readonly ratio?: number };
}

/** The ratio of a figure to its baseline. */
export const ratioOf = ({ value, against }: Figure): number | undefined =>
  against === undefined || against.value === 0 ? undefined : value / against.value;

const digits = (value: number): string =>
  value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 0.1
        ? value.toFixed(2)
        : value.toPrecision(2);

function goalText(figure: Figure): string {
  const { goal, unit, value } = figure;
  const ratio = ratioOf(figure);
  const told = (met: boolean, text: string): string => `${text} ${met ? 'met' : 'MISSED'}`;
  if (goal?.limit !== undefined) return told(value <= goal.limit, `≤ ${goal.limit} ${unit}`);
  if (goal?.ratio !== undefined && ratio !== undefined) return told(ratio <= goal.ratio, `≤ ${goal.ratio} ×`);
  return '';
}

const HEAD = ['figure', 'value', 'ratio', 'against', 'goal'] as const;

/** The figures as a Markdown table, ratios right after the values. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const ratio = ratioOf(figure);
    return [
      figure.name,
      `${digits(figure.value)} ${figure.unit}`,
      ratio === undefined ? '' : `${digits(ratio)} ×`,
      figure.against === undefined
        ? ''
        : `${figure.against.name} (${digits(figure.against.value)} ${figure.unit})`,
      goalText(figure),
    ];
  });
  const widths = HEAD.map((head, column) =>
    Math.max(...[[...HEAD], ...rows].map((row) => row[column]?.length ?? head.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
