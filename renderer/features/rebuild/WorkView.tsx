import { useState, type ReactElement } from 'react';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './rebuild.module.css';
import type { Outcome, Work } from './store.ts';
import { endWords, RESULT_SIGNS, resultWords, totalsWords } from './words.ts';

/** How a rebuild goes: progress, the counts, and what became of each task; what went wrong first. */
export function WorkView({
  work,
  onOpenTask,
}: {
  readonly work: Work;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const { at, outcomes, total, totals, doing } = work;
  const [selected, setSelected] = useState<number>();
  const running = at.phase === 'running';
  const rows = running ? outcomes : [...outcomes.filter((each) => !isDone(each)), ...outcomes.filter(isDone)];
  const end = endWords(work);
  return (
    <div className={styles.work}>
      {at.phase === 'failed' ? <ErrorPanel error={at.error} compact steps={{}} /> : null}
      {running ? (
        <Progress
          label={doing === 'undo' ? 'Put back' : 'Rebuilt'}
          done={outcomes.length}
          total={total}
          unit="projections"
          exact
        />
      ) : null}
      <p role="status">
        {totals === undefined ? 'Beginning…' : totalsWords(totals)}
        {end === undefined ? null : ` · ${end}`}
      </p>
      <div
        className={styles.outcomes}
        style={{ height: `min(40vh, ${Math.max(3, total ?? 0) * ROW + 2}px)` }}
      >
        <VirtualList
          label="What became of each task"
          count={rows.length}
          selected={selected}
          onSelect={setSelected}
          onOpen={(index) => {
            const row = rows[index];
            if (row !== undefined && !running) onOpenTask(row.task);
          }}
          rowLabel={(index) => {
            const row = rows[index];
            return row === undefined ? undefined : `${row.task}, ${resultWords(row.result, doing)}`;
          }}
          renderRow={(index) => <OutcomeRow row={rows[index]} doing={doing} />}
        />
      </div>
    </div>
  );
}

/** Height of a row in pixels (LOOK). */
const ROW = 28;

const isDone = ({ result }: Outcome): boolean => result.outcome === 'written';

function OutcomeRow({
  row,
  doing,
}: {
  readonly row: Outcome | undefined;
  readonly doing: Work['doing'];
}): ReactElement | null {
  if (row === undefined) return null;
  const { task, result } = row;
  return (
    <div className={styles.outcome} data-outcome={result.outcome}>
      <span aria-hidden="true" className={styles.sign}>
        {RESULT_SIGNS[result.outcome]}
      </span>
      <IdText id={task} />
      <span className={styles.words}>
        <PlainText text={`${resultWords(result, doing)}${changedWords(result)}`} limit={200} closed />
      </span>
    </div>
  );
}

/** The status before and after, where it is what changed. */
function changedWords(result: Outcome['result']): string {
  if (result.outcome !== 'written') return '';
  const { status: before } = result.before ?? EMPTY_MAP;
  const { status: after } = result.after ?? EMPTY_MAP;
  const text = (value: typeof before): string => (value !== undefined && 'S' in value ? value.S : 'none');
  return text(before) === text(after) ? '' : ` · ${text(before)} → ${text(after)}`;
}
