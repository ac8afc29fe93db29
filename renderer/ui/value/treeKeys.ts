/** What moving in a tree needs of its rows: how deep each is, and which can be opened. Others are `more`, or notes. */
export type SteppedRow =
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly depth: number;
      readonly branch: boolean;
      readonly open: boolean;
    }
  | { readonly kind: 'more' | 'note'; readonly key: string; readonly depth: number };

/** What a key does in a tree: moves the focus to a row, or opens and closes the focused one. */
export type TreeMove =
  { readonly kind: 'focus'; readonly index: number } | { readonly kind: 'toggle'; readonly key: string };

/** What `key` does when row `at` has the focus, by the ARIA tree pattern; undefined for other keys. */
export function treeMove(rows: readonly SteppedRow[], at: number, key: string): TreeMove | undefined {
  const row = rows[at];
  const focus = (index: number): TreeMove | undefined =>
    rows[index] === undefined ? undefined : { kind: 'focus', index };
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row?.kind !== 'value' || !row.branch) return undefined;
      return row.open ? focus(at + 1) : { kind: 'toggle', key: row.key };
    case 'ArrowLeft': {
      if (row === undefined) return undefined;
      if (row.kind === 'value' && row.branch && row.open) return { kind: 'toggle', key: row.key };
      return focus(parentOf(rows, at, row.depth));
    }
    case 'Enter':
    case ' ':
      return row?.kind === 'value' && row.branch ? { kind: 'toggle', key: row.key } : undefined;
    default:
      return undefined;
  }
}

function parentOf(rows: readonly SteppedRow[], at: number, depth: number): number {
  let above = at - 1;
  while (above >= 0 && (rows[above]?.depth ?? 0) >= depth) above -= 1;
  return above;
}
