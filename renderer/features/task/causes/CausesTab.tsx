import type { ReactElement } from 'react';
import type { Causation } from '#shared/contract/causation.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useEntryWord } from '../../../ui/entryWord.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { counted } from '../../../ui/numbers.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { NoEvent } from '../inspector/NoEvent.tsx';
import { selectEmpty } from '../selectors.ts';
import { taskContext } from '../store.ts';
import styles from './causes.module.css';
import { CauseTree } from './CauseTree.tsx';
import { useCausation, type ListedTable } from './useCausation.ts';

/** What causes are looked up in, and how to get to an event of another task. */
export interface CausesProps {
  /** Undefined while the table is not listed. */
  readonly list: ListedTable | undefined;
  readonly onOpenTask: (task: string, seq: number) => void;
}

/** What caused the selected event and what came of it, across the tasks of the table. */
export function CausesTab({ list, onOpenTask }: CausesProps): ReactElement {
  const word = useEntryWord();
  const shown = taskContext.useSelector((state) => state.shown);
  const empty = taskContext.useSelector(selectEmpty);
  if (empty) return <NoEvent />;
  if (shown?.event === undefined) return <Skeleton rows={4} label="Reading the event" />;
  if (list === undefined) {
    return (
      <EmptyState title="The table is not listed">
        Causes lead from {word} to {word}: they are known once the list of the table is read.
      </EmptyState>
    );
  }
  return <Causes event={shown.event} list={list} onOpenTask={onOpenTask} />;
}

function Causes({
  event,
  list,
  onOpenTask,
}: {
  readonly event: TaskEvent;
  readonly list: ListedTable;
  readonly onOpenTask: CausesProps['onOpenTask'];
}): ReactElement {
  const task = taskContext.useSelector((state) => state.ref.task);
  const { actions } = taskContext.useApi().getState();
  const answer = useCausation(event, list);
  const go = (other: string, seq: number): void =>
    other === task ? actions.select(seq) : onOpenTask(other, seq);
  switch (answer.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={4} label="Looking for causes" />;
    case 'failed':
      return <ErrorPanel error={answer.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />;
    case 'done':
      return (
        <>
          <p className={styles.lead}>{leadWords(event, answer.value)}</p>
          <CauseTree rows={answer.value.rows} seq={event.seq} onGo={go} />
          <Correlated correlation={answer.value.correlation} onGo={go} />
        </>
      );
  }
}

function leadWords({ causationId }: TaskEvent, { rows, complete }: Causation): string {
  const effects = rows.filter(({ relation }) => relation === 'effect').length;
  const cause = causationId === undefined ? 'It names no cause.' : '';
  const effect = effects === 0 ? 'No event names it as its cause.' : '';
  const rest = complete ? '' : 'Not every event of the table is known here.';
  return [cause, effect, rest].filter((part) => part !== '').join(' ');
}

/** Other tasks with events of the same correlation. */
function Correlated({
  correlation,
  onGo,
}: {
  readonly correlation: Causation['correlation'];
  readonly onGo: (task: string, seq: number) => void;
}): ReactElement | null {
  const word = useEntryWord();
  if (correlation === null) return null;
  const { id, tasks, more } = correlation;
  return (
    <section className={styles.correlated} aria-label="Same correlation">
      <h3 className={styles.title}>
        Correlation{' '}
        <span className={styles.id}>
          <PlainText closed text={id} limit={80} />
        </span>
      </h3>
      {tasks.length === 0 ? <p className={styles.none}>No other {word} carries it.</p> : null}
      <ul>
        {tasks.map(({ task, seq, events }) => (
          <li key={task}>
            <button type="button" className={styles.task} onClick={() => onGo(task, seq)}>
              <PlainText closed text={task} limit={120} />
            </button>{' '}
            <span className={styles.none}>{counted(events, 'event')}</span>
          </li>
        ))}
        {more > 0 ? <li className={styles.none}>and {counted(more, `more ${word}`)}</li> : null}
      </ul>
    </section>
  );
}
