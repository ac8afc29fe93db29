import type { Output } from './output.ts';
import type { Paint, Tone } from './style.ts';
import { visible, widthOf } from './words.ts';

/** One column of a printed table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** One cell: a text, or a text in a tone. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/** Rows whose columns are lined up as they go by. */
export interface Columns {
  readonly row: (cells: readonly Cell[]) => Promise<void>;
  /** Prints what has been held back. Nothing at all when there were no rows. */
  readonly end: () => Promise<void>;
}

/** Rows held back to measure the columns; later rows keep those widths, and may stick out. */
const MEASURED = 500;

const cellOf = (cell: Cell | undefined): { text: string; tone: Tone } =>
  typeof cell === 'object'
    ? { text: visible(cell.text), tone: cell.tone }
    : { text: visible(cell ?? ''), tone: 'plain' };

/** Prints rows under titles. Cells are made harmless for the terminal here. */
export function createColumns(out: Output, paint: Paint, columns: readonly Column[]): Columns {
  const widths = columns.map((column) => widthOf(column.title));
  let held: (readonly Cell[])[] | undefined = [];

  const print = (cells: readonly Cell[], isTitle: boolean): Promise<void> => {
    const last = columns.length - 1;
    const texts = columns.map(({ align }, index) => {
      const { text, tone } = cellOf(cells[index]);
      const painted = paint(isTitle ? 'dim' : tone, text);
      const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(text)));
      if (align === 'right') return gap + painted;
      return index === last ? painted : painted + gap;
    });
    return out.line(texts.join('  ').trimEnd());
  };

  const release = async (): Promise<void> => {
    const rows = held ?? [];
    held = undefined;
    if (rows.length === 0) return;
    for (const row of rows) {
      columns.forEach((_, index) => {
        widths[index] = Math.max(widths[index] ?? 0, widthOf(cellOf(row[index]).text));
      });
    }
    await print(
      columns.map((column) => column.title),
      true,
    );
    for (const row of rows) await print(row, false);
  };

  return {
    row: async (cells) => {
      if (held === undefined) return print(cells, false);
      held.push(cells);
      if (held.length >= MEASURED) await release();
    },
    end: release,
  };
}
