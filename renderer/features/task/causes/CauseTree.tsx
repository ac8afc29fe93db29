import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { CauseRow } from '#shared/contract/causation.ts';
import { cx } from '../../../ui/cx.ts';
import { listTarget } from '../../../ui/list/listKeys.ts';
import { counted } from '../../../ui/numbers.ts';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import { namesTask, rowTarget, rowWords } from './causeRows.ts';
import styles from './causes.module.css';

/** Rows that Page Up and Page Down move by. */
const PAGE = 10;

/** Indentation of a level in pixels, and the deepest that is still drawn deeper. */
const INDENT = 14;
const DEEPEST = 12;

/** Causes above, effects below: arrows move, Enter goes to the event. */
export function CauseTree({
  rows,
  seq,
  onGo,
}: {
  readonly rows: readonly CauseRow[];
  /** The event that the tree is about. */
  readonly seq: number;
  readonly onGo: (task: string, seq: number) => void;
}): ReactElement {
  const id = useId();
  const self = rows.findIndex(({ relation }) => relation === 'self');
  const [focused, setFocused] = useState<number>();
  const at = focused !== undefined && focused < rows.length ? focused : self;
  const open = (row: CauseRow | undefined): void => {
    const target = row === undefined ? undefined : rowTarget(row);
    if (target !== undefined) onGo(target.task, target.seq);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.key === 'Enter' ? undefined : listTarget(event.key, at, rows.length, PAGE);
    if (event.key === 'Enter') open(rows[at]);
    else if (target === undefined) return;
    else {
      setFocused(target);
      document.getElementById(`${id}-${target}`)?.scrollIntoView({ block: 'nearest' });
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="tree"
      aria-label={`Causes and effects of event ${seq}`}
      className={styles.tree}
      tabIndex={0}
      data-scope="causes"
      aria-activedescendant={`${id}-${at}`}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <div
          key={index}
          id={`${id}-${index}`}
          role="treeitem"
          aria-level={row.depth + 1}
          aria-selected={index === at}
          aria-label={rowWords(row)}
          {...(row.relation === 'self' ? { 'aria-current': true } : {})}
          className={cx(styles.row, index === at && styles.focused)}
          data-relation={row.relation}
          data-kind={row.kind}
          style={{ paddingLeft: 12 + Math.min(row.depth, DEEPEST) * INDENT }}
          onClick={() => {
            setFocused(index);
            open(row);
          }}
        >
          <Content row={row} named={namesTask(rows, index)} />
        </div>
      ))}
    </div>
  );
}

function Content({ row, named }: { readonly row: CauseRow; readonly named: boolean }): ReactElement {
  switch (row.kind) {
    case 'event':
      return (
        <>
          {named ? <TaskName task={row.task} /> : null}
          <span className={styles.seq}>{row.seq}</span>
          <EventGlyph type={row.type} />
          <span className={styles.type}>
            <PlainText closed text={row.type} limit={60} />
          </span>
          <Time at={row.at} precision="short" className={styles.time} />
        </>
      );
    case 'run':
      return (
        <>
          {named ? <TaskName task={row.task} /> : null}
          <span className={styles.quiet}>
            {counted(row.count, 'event')}, {row.seq} to {row.toSeq}, each caused by the one before
          </span>
        </>
      );
    case 'outside':
      return (
        <>
          <span className={styles.id}>
            <PlainText closed text={row.text} limit={120} />
          </span>
          <span className={styles.quiet}>no event of this table</span>
        </>
      );
    case 'missing':
      return (
        <>
          <span aria-hidden="true" className={styles.warn}>
            △
          </span>
          <span className={styles.id}>
            <PlainText closed text={row.text} limit={120} />
          </span>
          <span className={styles.warn}>is not there</span>
        </>
      );
    case 'cycle':
      return (
        <>
          <span aria-hidden="true" className={styles.warn}>
            ↺
          </span>
          <TaskName task={row.task} />
          <span className={styles.seq}>{row.seq}</span>
          <span className={styles.warn}>again: the causes lead in a circle</span>
        </>
      );
    case 'more':
      return <span className={styles.quiet}>and {counted(row.count, 'more event')}</span>;
  }
}

function TaskName({ task }: { readonly task: string }): ReactElement {
  return (
    <span className={styles.id}>
      <PlainText closed text={task} limit={80} />
    </span>
  );
}
