import type { ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { ValueTree } from '../../../ui/value/ValueTree.tsx';
import { actualText, conflictTitle, expectedText } from '../conflictText.ts';
import { eventKey } from '../eventLook.ts';
import { taskContext } from '../store.ts';
import styles from './Conflicts.module.css';

/** The races this task's writers lost: what each expected, what was there, who had won, and the state each saw. */
export function ConflictsTab({
  onOpen,
}: {
  readonly onOpen: ((conflict: Conflict) => void) | undefined;
}): ReactElement {
  const conflicts = taskContext.useSelector((state) => state.conflicts);
  const { actions } = taskContext.useApi().getState();
  switch (conflicts.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={4} label="Reading the conflicts" />;
    case 'failed':
      return (
        <ErrorPanel error={conflicts.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />
      );
    case 'done':
      return conflicts.value.length === 0 ? (
        <EmptyState title="No conflicts recorded">
          When a write from this program loses a race for this task, it is kept here with both sides.
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {conflicts.value.map((conflict) => (
            <ConflictCard key={conflict.id} conflict={conflict} onOpen={onOpen} onSeek={actions.select} />
          ))}
        </ul>
      );
  }
}

function ConflictCard({
  conflict,
  onOpen,
  onSeek,
}: {
  readonly conflict: Conflict;
  readonly onOpen: ((conflict: Conflict) => void) | undefined;
  readonly onSeek: (seq: number) => void;
}): ReactElement {
  const { winner, evidence, attempt, actualSeq } = conflict;
  const seen = attempt.kind === 'append' ? attempt.expectedSeq - 1 : attempt.seenSeq;
  return (
    <li className={styles.card} data-evidence={evidence}>
      <div className={styles.head}>
        <strong>
          <PlainText text={conflictTitle(conflict)} limit={160} />
        </strong>
        <span className={styles.evidence}>{evidence}</span>
        <Time at={conflict.at} className={styles.when} />
      </div>
      <dl className={styles.facts}>
        <dt>expected</dt>
        <dd>
          <PlainText text={expectedText(conflict)} />
        </dd>
        <dt>actual</dt>
        <dd>
          <PlainText text={actualText(conflict)} />
        </dd>
        <dt>winner</dt>
        <dd>
          {winner === undefined ? (
            'cannot be named from what is stored'
          ) : (
            <PlainText
              text={`${eventKey(winner.seq)} ${winner.type}${winner.actor === undefined ? '' : ` by ${winner.actor}`}`}
            />
          )}
        </dd>
      </dl>
      <div className={styles.actions}>
        {winner === undefined ? null : (
          <Button onClick={() => onSeek(winner.seq)}>Go to {eventKey(winner.seq)}</Button>
        )}
        {onOpen === undefined ? null : (
          <Button look="quiet" onClick={() => onOpen(conflict)}>
            Show in full
          </Button>
        )}
      </div>
      <details className={styles.states}>
        <summary>Both states</summary>
        <div className={styles.sides}>
          <section aria-label="State the loser saw">
            <h4>the loser saw, at {seen}</h4>
            <ValueTree label="State the loser saw" document={conflict.seenState} openDepth={1} />
          </section>
          <section aria-label="State there was">
            <h4>there was, at {actualSeq}</h4>
            <ValueTree label="State there was" document={conflict.actualState} openDepth={1} />
          </section>
        </div>
      </details>
    </li>
  );
}
