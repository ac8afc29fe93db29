import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { TAKES_FOCUS } from '../focus/focusPlace.ts';
import { listMove, listTarget, type ListMove } from './listKeys.ts';
import { useSelectionInView } from './useSelectionInView.ts';
import styles from './VirtualList.module.css';

/** The height of a row in pixels (LOOK, Rules). */
export const ROW_HEIGHT = 28;

/** Rows that are there beyond either end of the view. */
const OVERSCAN = 6;

/** Marks that rows carry beside the selection, for doing something with many of them. */
export interface RowMarks {
  /** Undefined: this row can carry none. */
  readonly isMarked: (index: number) => boolean | undefined;
  /** Space on the selected row. */
  readonly toggle: (index: number) => void;
}

/** What a {@link VirtualList} is made of. Indexes count from 0. */
export interface VirtualListProps {
  /** The list's name for screen readers. */
  readonly label: string;
  readonly count: number;
  readonly rowHeight?: number;
  /**
   * The selected row; it is scrolled into view whenever it changes. It may be told ahead of the `count` that it is one
   * of: the view then waits for the rows.
   */
  readonly selected: number | undefined;
  /** The row that the view keeps to while none is selected: where the selection would stand, were it in the list. */
  readonly near?: number | undefined;
  /**
   * What is selected, where rows move under the selection: with the same key, a new index only shifts the view so
   * that the selected row stays where it is on screen.
   */
  readonly selectedKey?: string | undefined;
  /** A row was chosen: the one in view that was pressed, or the one that a key led to, which may not be in view. */
  readonly onSelect: (index: number) => void;
  /** A key leads elsewhere, in a list whose rows move: it is told of instead of a row's index, which may be of another moment. */
  readonly onMove?: (move: ListMove) => void;
  /** Enter or a double click on a row. */
  readonly onOpen?: (index: number) => void;
  /** Rows in view, `from` up to, not including, `to`; where ranges are fetched. */
  readonly onVisible?: (from: number, to: number) => void;
  readonly renderRow: (index: number) => ReactNode;
  readonly rowLabel?: (index: number) => string | undefined;
  readonly marks?: RowMarks | undefined;
  /** Marks the element for the keyboard table (`c` copies what the focused part shows). */
  readonly scope?: string;
  readonly className?: string | undefined;
}

/** A list that renders only the rows in view: one tab stop, arrows, Home, End and pages move the selection. */
export function VirtualList(props: VirtualListProps): ReactElement {
  const { count, rowHeight = ROW_HEIGHT, selected, onSelect, onMove, onOpen, onVisible, marks } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer re-renders this component itself
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  });
  const rows = virtual.getVirtualItems();
  const from = rows[0]?.index ?? 0;
  const to = (rows.at(-1)?.index ?? -1) + 1;
  // Never fewer than there are rows: after a jump the elements of the rows before take other texts, which is cheaper
  // than making new ones.
  const slots = Math.ceil((virtual.scrollRect?.height ?? 0) / rowHeight) + 1 + 2 * OVERSCAN;

  useEffect(() => {
    onVisible?.(from, Math.max(to, from + 1));
  }, [onVisible, from, to]);
  useSelectionInView(scroller, { index: selected ?? props.near, key: props.selectedKey, count, rowHeight });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== undefined && onOpen !== undefined) {
      event.preventDefault();
      onOpen(selected);
      return;
    }
    if (event.key === ' ' && marks !== undefined) {
      event.preventDefault();
      if (selected !== undefined) marks.toggle(selected);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const move = listMove(event.key, page);
    const target = listTarget(event.key, selected ?? -1, count, page);
    if (move === undefined || target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (onMove === undefined) onSelect(target);
    else onMove(move);
  };
  const shown = selected !== undefined && selected >= from && selected < to;
  return (
    <div
      ref={scroller}
      className={cx(styles.list, props.className)}
      role="listbox"
      aria-label={props.label}
      {...TAKES_FOCUS}
      tabIndex={0}
      data-scope={props.scope}
      {...(shown ? { 'aria-activedescendant': `${id}-${selected}` } : {})}
      onKeyDown={onKeyDown}
    >
      <div className={styles.extent} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.index % slots}
            id={`${id}-${row.index}`}
            role="option"
            aria-selected={row.index === selected}
            aria-checked={marks?.isMarked(row.index)}
            aria-setsize={count}
            aria-posinset={row.index + 1}
            aria-label={props.rowLabel?.(row.index)}
            className={styles.row}
            style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            onClick={() => onSelect(row.index)}
            onDoubleClick={() => onOpen?.(row.index)}
          >
            {props.renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
