import { useId, useMemo, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { copyText as toClipboard } from '../copy.ts';
import { flatten, NO_MARKS, type Marks, type TreeRow } from './flatten.ts';
import { pathText } from './path.ts';
import { treeMove } from './treeKeys.ts';
import { TreeLine } from './TreeLine.tsx';
import { useTreeView } from './useTreeView.ts';
import styles from './ValueTree.module.css';
import { copyText } from './valueText.ts';

/** What a {@link ValueTree} shows. */
export interface ValueTreeProps {
  readonly label: string;
  readonly document: AttributeMap;
  /** What to mark as added, removed or changed. */
  readonly marks?: Marks;
  readonly openDepth?: number;
  /** Told of the path that has the focus, as text. */
  readonly onFocusField?: (path: TreeRow['path'] | undefined) => void;
  /** What else is told of values, by the key of their path; such an element keeps its identity while it stays true. */
  readonly notes?: ReadonlyMap<string, ReactNode>;
  /** Other keys on the row that has the focus; true when it was one that means something. */
  readonly onKey?: (key: string, path: TreeRow['path']) => boolean;
  /** Told what was copied, in words. */
  readonly onCopied?: (what: string) => void;
}

/**
 * A document of tagged values as a tree: arrows move and open, `c` copies the value under the focus, `C` its path.
 * Only open nodes are rendered, and of large ones a part at a time.
 */
export function ValueTree(props: ValueTreeProps): ReactElement {
  const { document, marks = NO_MARKS, openDepth = 2 } = props;
  const { view, toggle, showMore } = useTreeView(openDepth);
  const rows = useMemo(() => flatten(document, marks, view), [document, marks, view]);
  const [focusKey, setFocusKey] = useState<string>();
  const id = useId();
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === focusKey),
  );
  const row = rows[at];

  const focus = (index: number): void => {
    const next = rows[index];
    if (next === undefined) return;
    setFocusKey(next.key);
    props.onFocusField?.(next.path);
    globalThis.document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || row === undefined) return;
    if (event.key === 'c' || event.key === 'C') {
      const path = event.key === 'C' || row.kind === 'more';
      void toClipboard(path ? pathText(row.path) : copyText(row.value)).then((copied) => {
        if (copied) props.onCopied?.(path ? 'Path' : `Value of ${pathText(row.path)}`);
      });
    } else if (row.kind === 'more' && event.key === 'Enter') {
      showMore(row.key.slice(1), 1000);
    } else if (props.onKey?.(event.key, row.path) !== true) {
      const move = treeMove(rows, at, event.key);
      if (move === undefined) return;
      if (move.kind === 'toggle') toggle(move.key);
      else focus(move.index);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  if (rows.length === 0) return <p className={styles.empty}>No attributes.</p>;
  return (
    <div
      role="tree"
      aria-label={props.label}
      className={styles.tree}
      tabIndex={0}
      data-scope="values"
      aria-activedescendant={`${id}-${at}`}
      onKeyDown={onKeyDown}
    >
      {rows.map((each, index) => (
        <TreeLine
          key={each.key}
          id={`${id}-${index}`}
          row={each}
          focused={index === at}
          note={props.notes?.get(each.key)}
          onFocus={() => focus(index)}
          onToggle={() => (each.kind === 'more' ? showMore(each.key.slice(1), 1000) : toggle(each.key))}
        />
      ))}
    </div>
  );
}
