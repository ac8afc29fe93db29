import type { ReactElement } from 'react';
import { toErrorData } from '#shared/errors/appError.ts';
import { cx } from '../../ui/cx.ts';
import { formatCount } from '../../ui/numbers.ts';
import { ItemLine, itemWords } from './ItemLine.tsx';
import type { WorkspaceRow } from './treeRows.ts';
import styles from './workspace.module.css';

/** One row of the tree: an item, the way to more of them, or what is said in the place of items. */
export function TreeRowLine({
  id,
  row,
  focused,
  top,
  error,
  onFocus,
  onAct,
}: {
  readonly id: string;
  readonly row: WorkspaceRow;
  readonly focused: boolean;
  /** Where the row stands in the scrolled height, in pixels. */
  readonly top: number;
  readonly error: unknown;
  readonly onFocus: () => void;
  /** Opens or closes it, reads more, or tries again. */
  readonly onAct: () => void;
}): ReactElement {
  const common = {
    id,
    role: 'treeitem',
    'aria-level': row.depth + 1,
    'aria-selected': focused,
    style: { transform: `translateY(${top}px)`, paddingLeft: 24 + row.depth * 16 },
  } as const;
  if (row.kind !== 'value') {
    return (
      <div
        {...common}
        className={cx(
          styles.line,
          row.kind === 'more' ? styles.more : styles.note,
          focused && styles.focused,
        )}
        onClick={() => {
          onFocus();
          onAct();
        }}
      >
        {row.kind === 'more' ? `show more · ${formatCount(row.shown)} shown` : NOTES[row.note](error)}
      </div>
    );
  }
  return (
    <div
      {...common}
      className={cx(styles.line, focused && styles.focused)}
      aria-label={itemWords(row.item)}
      aria-posinset={row.position}
      aria-setsize={row.size}
      {...(row.branch ? { 'aria-expanded': row.open } : {})}
      onClick={onFocus}
      onDoubleClick={onAct}
    >
      {row.branch ? (
        <svg
          className={cx(styles.twist, row.open && styles.open)}
          viewBox="0 0 8 8"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onFocus();
            onAct();
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <path d="M2 1l4 3-4 3z" fill="currentColor" />
        </svg>
      ) : null}
      <ItemLine item={row.item} />
    </div>
  );
}

const NOTES = {
  loading: () => 'reading…',
  empty: () => 'nothing in it',
  failed: (error: unknown) => `could not be read: ${toErrorData(error).message} Press Enter to try again.`,
} as const;
