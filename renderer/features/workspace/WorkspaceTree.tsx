import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { copyText } from '../../ui/copy.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ROW_HEIGHT } from '../../ui/list/VirtualList.tsx';
import { noticeStore } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { treeMove } from '../../ui/value/treeKeys.ts';
import { idOf, itemKey } from './itemLook.ts';
import { TreeRowLine } from './TreeRowLine.tsx';
import { treeRows, type WorkspaceRow } from './treeRows.ts';
import { queryKey } from './userState.ts';
import { userContext } from './userStore.ts';
import styles from './workspace.module.css';

/**
 * A user's pages with what lies in them: arrows move, open and close; the item under the focus is shown beside.
 * Items are read when their parent is opened, some hundred at a time, and only rows in view are rendered.
 */
export function WorkspaceTree(): ReactElement {
  const userId = userContext.useSelector((state) => state.userId);
  const items = userContext.useSelector((state) => state.items);
  const branches = userContext.useSelector((state) => state.branches);
  const open = userContext.useSelector((state) => state.open);
  const say = noticeStore.useSelector((state) => state.say);
  const { toggle, select, more, reload } = userContext.useApi().getState();
  const rows = useMemo(
    () => treeRows(userId, { items, branches, open }, itemKey),
    [userId, items, branches, open],
  );
  const [focusKey, setFocusKey] = useState<string>();
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer re-renders this component itself
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === focusKey),
  );

  const focus = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setFocusKey(row.key);
    virtual.scrollToIndex(index);
    if (row.kind === 'value') select(row.key);
  };
  const act = (index: number): void => {
    const row = rows[index];
    if (row?.kind === 'more' || (row?.kind === 'note' && row.note === 'failed')) more(row.query);
    else if (row?.kind === 'value' && row.branch) toggle(row.key);
  };
  const copy = (row: WorkspaceRow | undefined): void => {
    if (row?.kind !== 'value') return;
    void copyText(idOf(row.item)).then((done) => say(done ? 'Copied' : 'The clipboard is not available'));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[at];
    if (event.key === 'c') copy(row);
    else if (row !== undefined && row.kind !== 'value' && (event.key === 'Enter' || event.key === ' '))
      act(at);
    else {
      const move = treeMove(rows, at, event.key);
      if (move === undefined) return;
      if (move.kind === 'toggle') toggle(move.key);
      else focus(move.index);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const pages = branches.get(queryKey({ list: 'pages', userId }));
  if (items.size === 0 && pages?.phase === 'failed')
    return <ErrorPanel error={pages.error} steps={{ retry: reload, reload, reconnect: reload }} />;
  if (items.size === 0 && pages?.phase !== 'done') return <Skeleton label="Reading pages" rows={8} />;
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label="Pages"
      className={styles.tree}
      tabIndex={0}
      data-scope="values"
      aria-activedescendant={`${id}-${at}`}
      onFocus={() => {
        if (focusKey === undefined) focus(0);
      }}
      onKeyDown={onKeyDown}
    >
      <div className={styles.extent} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <TreeRowLine
              key={row.key}
              id={`${id}-${index}`}
              row={row}
              focused={index === at}
              top={start}
              error={row.kind === 'note' ? branches.get(queryKey(row.query))?.error : undefined}
              onFocus={() => focus(index)}
              onAct={() => act(index)}
            />
          );
        })}
      </div>
    </div>
  );
}
