import { memo, type ReactElement, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { formatCount } from '../numbers.ts';
import { VisuallyHidden } from '../VisuallyHidden.tsx';
import type { Mark, TreeRow } from './flatten.ts';
import { PlainText } from './PlainText.tsx';
import styles from './ValueTree.module.css';
import { ValueText } from './ValueText.tsx';

const SIGNS = { add: '+', remove: '−', change: '~', inside: '·' } satisfies Record<Mark, string>;
const WORDS = {
  add: 'added: ',
  remove: 'removed: ',
  change: 'changed: ',
  inside: 'changed inside: ',
} satisfies Record<Mark, string>;

interface TreeLineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly focused: boolean;
  /** What else is told of the value, at the end of the line. */
  readonly note: ReactNode;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
}

/** One line of a tree: gutter sign, name, value, and what stood there before. */
export const TreeLine = memo(
  function TreeLine({ id, row, focused, note, onFocus, onToggle }: TreeLineProps): ReactElement {
    const level = { 'aria-level': row.depth + 1, style: { paddingLeft: 24 + row.depth * 16 } };
    if (row.kind === 'more') {
      return (
        <div
          id={id}
          role="treeitem"
          className={cx(styles.line, styles.more, focused && styles.focused)}
          {...level}
          onClick={onToggle}
        >
          show more · {formatCount(row.shown)} of {formatCount(row.total)} shown
        </div>
      );
    }
    return (
      <div
        id={id}
        role="treeitem"
        className={cx(styles.line, focused && styles.focused)}
        data-mark={row.mark}
        aria-posinset={row.position}
        aria-setsize={row.size}
        aria-selected={focused}
        {...(row.branch ? { 'aria-expanded': row.open } : {})}
        {...level}
        onClick={() => {
          onFocus();
          if (row.branch) onToggle();
        }}
      >
        <span className={styles.sign} aria-hidden="true">
          {row.mark === undefined ? '' : SIGNS[row.mark]}
        </span>
        {row.mark === undefined ? null : <VisuallyHidden>{WORDS[row.mark]}</VisuallyHidden>}
        {row.branch ? (
          <svg className={cx(styles.twist, row.open && styles.open)} viewBox="0 0 8 8" aria-hidden="true">
            <path d="M2 1l4 3-4 3z" fill="currentColor" />
          </svg>
        ) : null}
        <span className={cx(styles.name, typeof row.path.at(-1) === 'number' && styles.index)}>
          <PlainText text={row.label === '' ? '•' : row.label} limit={120} />
        </span>
        <span className={styles.content}>
          <ValueText value={row.value} struck={row.mark === 'remove'} />
          {row.before === undefined ? null : (
            <span className={styles.before}>
              <span aria-hidden="true">← </span>
              <VisuallyHidden>before: </VisuallyHidden>
              <ValueText value={row.before} struck limit={120} />
            </span>
          )}
        </span>
        <span className={styles.type} aria-hidden="true">
          {row.type}
        </span>
        {note}
      </div>
    );
  },
  // The callbacks close over the row and its index only, and the row's own identity changes with either.
  (before, after) =>
    before.row === after.row &&
    before.focused === after.focused &&
    before.note === after.note &&
    before.id === after.id,
);
