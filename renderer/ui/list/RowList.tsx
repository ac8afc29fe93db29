import type { ReactElement, ReactNode, RefObject } from 'react';
import { useAction } from '../actions/useAction.tsx';
import { sharedPrefixLength } from '../commonPrefix.ts';
import { copyText } from '../copy.ts';
import { noticeStore } from '../notice.tsx';
import type { RangeCache } from './rangeCache.ts';
import type { PlacedRow, RowListState } from './rowList.ts';
import { useRangeCache } from './useRangeCache.ts';
import { VirtualList, type RowMarks } from './VirtualList.tsx';

/** What a {@link RowList} is made of. */
export interface RowListProps<R> {
  /** The list's name for screen readers. */
  readonly label: string;
  /** Names the list for the keyboard: `g t` and the filter find it by this. */
  readonly scope: string;
  /** The pane around the list; `c` copies the selected key while the focus is in it. */
  readonly part: RefObject<HTMLElement | null>;
  readonly rows: RangeCache<R>;
  readonly selected: RowListState<object, R, object>['selected'];
  readonly select: (key: string, index: number) => void;
  readonly neighbour: (delta: number) => Promise<PlacedRow | undefined>;
  readonly keyOf: (row: R) => string;
  /** A row for screen readers. */
  readonly wordsOf: (row: R) => string;
  /** Draws a row, or its shape while it is on its way. `dim`: characters that its key shares with its neighbours. */
  readonly renderRow: (row: R | undefined, dim: number) => ReactNode;
  /** A row was chosen, by pointer or by arrow keys. */
  readonly onOpen: (key: string) => void;
  readonly rowHeight?: number;
  readonly marks?: RowMarks;
  /** What `c` copies of a key; all of it unless told. */
  readonly copied?: (key: string) => string;
}

/** Rows that stay in the host, one tab stop: choosing one by pointer or key selects and opens it. */
export function RowList<R>({
  label,
  scope,
  part,
  rows,
  selected,
  select,
  neighbour,
  keyOf,
  wordsOf,
  renderRow,
  onOpen,
  rowHeight,
  marks,
  copied = (key) => key,
}: RowListProps<R>): ReactElement {
  useRangeCache(rows);
  const say = noticeStore.useSelector((state) => state.say);
  const open = (key: string, index: number): void => {
    select(key, index);
    onOpen(key);
  };
  const step = (delta: number): void =>
    void neighbour(delta).then((next) => {
      if (next !== undefined) open(next.key, next.index);
    });
  const copy = (): void => {
    void copyText(copied(selected?.key ?? '')).then((done) =>
      say(done ? 'Copied' : 'The clipboard is not available'),
    );
  };
  useAction('copy', copy, { part, enabled: selected !== undefined });
  const keyAt = (index: number): string | undefined => {
    const row = rows.at(index);
    return row === undefined ? undefined : keyOf(row);
  };
  return (
    <VirtualList
      label={label}
      scope={scope}
      count={rows.total() ?? 0}
      {...(rowHeight === undefined ? {} : { rowHeight })}
      marks={marks}
      selected={selected?.index}
      selectedKey={selected?.key}
      onSelect={(index) => {
        rows.forgetOld(index);
        const key = keyAt(index);
        if (key === undefined) step(index - (selected?.index ?? -1));
        else open(key, index);
      }}
      onVisible={rows.ensure}
      rowLabel={(index) => {
        const row = rows.at(index);
        return row === undefined ? 'Loading' : wordsOf(row);
      }}
      renderRow={(index) => {
        const key = keyAt(index);
        const dim = key === undefined ? 0 : sharedPrefixLength(key, [keyAt(index - 1), keyAt(index + 1)]);
        return renderRow(rows.at(index), dim);
      }}
    />
  );
}
