import type { ReactElement } from 'react';
import type { PlannedRow } from '#shared/model/rebuildPlanning.ts';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { Tick } from '../../ui/list/Tick.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { ROW_HEIGHT, VirtualList } from '../../ui/list/VirtualList.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './rebuild.module.css';
import type { Planned } from './state.ts';
import { rebuildStore } from './store.ts';
import { plannedWords } from './words.ts';

/** Whether a row is taken in; undefined where there is nothing to take in. */
const markOf = (row: PlannedRow | undefined): boolean | undefined =>
  row?.plan?.kind === 'rewrite' ? row.isChosen : undefined;

/** Every task of a plan in the order of the list: its verdict, what would change, and whether it is chosen. */
export function PlannedList({
  planned: { rows, selected },
  total,
}: {
  readonly planned: Planned;
  readonly total: number;
}): ReactElement {
  const word = useEntryWord();
  useRangeCache(rows);
  const { choose, selectPlanned } = rebuildStore.useApi().getState();
  const error = rows.error();
  const toggle = (index: number): void => {
    const row = rows.at(index);
    const mark = markOf(row);
    if (row === undefined || mark === undefined) return;
    void choose({ kind: 'task', task: row.task }, !mark);
  };
  return (
    <>
      {error === undefined ? null : (
        <ErrorPanel compact isKept error={error} steps={{ retry: () => rows.invalidate() }} />
      )}
      <div className={styles.rows} style={{ height: `min(30vh, ${Math.max(3, total) * ROW_HEIGHT + 2}px)` }}>
        <VirtualList
          label={`What would become of each ${word}`}
          count={rows.total() ?? 0}
          selected={selected}
          onSelect={(index) => void selectPlanned(index)}
          onVisible={rows.ensure}
          marks={{ isMarked: (index) => markOf(rows.at(index)), toggle }}
          rowLabel={(index) => {
            const row = rows.at(index);
            return row === undefined ? 'Loading' : `${row.task}, ${plannedWords(row.plan)}`;
          }}
          renderRow={(index) => {
            const row = rows.at(index);
            if (row === undefined) return null;
            const { task, plan } = row;
            return (
              <div className={styles.outcome} data-plan={plan?.kind ?? 'waiting'}>
                <Tick
                  marked={markOf(row)}
                  title="Rebuild this one, or leave it out (Space)"
                  onToggle={() => toggle(index)}
                />
                <IdText id={task} />
                <span className={styles.words}>
                  <PlainText text={plannedWords(plan)} limit={200} closed />
                </span>
              </div>
            );
          }}
        />
      </div>
    </>
  );
}
