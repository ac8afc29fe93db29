import type { ReactElement } from 'react';
import { seenSeqOf, type Attempt, type Conflict } from '#shared/model/conflict.ts';
import { Time } from '../time/Time.tsx';
import { PlainText } from '../value/PlainText.tsx';
import styles from './conflict.module.css';
import {
  conflictTitle,
  expectedWords,
  foundWords,
  noWinnerWords,
  payloadGist,
  triedWords,
} from './conflictWords.ts';
import { EvidenceBadge } from './EvidenceBadge.tsx';
import { StateTable } from './StateTable.tsx';
import { WinnerLine } from './WinnerLine.tsx';

/** The values that were to be written, shortly; of a status change they are in the words already. */
function gistOf(attempt: Attempt): string {
  switch (attempt.kind) {
    case 'append':
      return payloadGist(attempt.event);
    case 'item':
      return payloadGist({ data: attempt.wanted });
    case 'status':
      return '';
  }
}

/**
 * The whole story of a lost conditional write: what was tried, on which condition, what was there instead, who had
 * won, and the state on both sides. Solid outline for recorded evidence, dashed for inferred.
 */
export function ConflictStory({
  conflict,
  onOpenEvent,
}: {
  readonly conflict: Conflict;
  /** Shows the event `seq` of the conflict's task; without it sequences are no links. */
  readonly onOpenEvent?: ((seq: number) => void) | undefined;
}): ReactElement {
  const { attempt, winner, incomplete } = conflict;
  const gist = gistOf(attempt);
  const ofItem = attempt.kind === 'item';
  const actor = attempt.kind === 'append' ? attempt.event.actor : undefined;
  return (
    <article className={styles.story} data-evidence={conflict.evidence} aria-label={conflictTitle(conflict)}>
      <header className={styles.head}>
        <h3>
          <PlainText text={conflictTitle(conflict)} limit={160} />
        </h3>
        <EvidenceBadge evidence={conflict.evidence} />
        <Time at={conflict.at} suffix=" ago" className={styles.muted} />
      </header>
      <dl className={styles.facts}>
        <dt>Tried</dt>
        <dd>
          <PlainText text={triedWords(conflict)} />
          {actor === undefined ? null : (
            <>
              {', by '}
              <code>
                <PlainText text={actor} limit={80} />
              </code>
            </>
          )}
          {gist === '' ? null : (
            <span className={styles.gist}>
              <PlainText text={gist} />
            </span>
          )}
        </dd>
        <dt>Expected</dt>
        <dd>
          <PlainText text={expectedWords(conflict)} />
        </dd>
        <dt>Found</dt>
        <dd>
          <PlainText text={foundWords(conflict)} />
        </dd>
        <dt>Winner</dt>
        <dd>
          {winner === undefined ? (
            <span className={styles.muted}>
              <PlainText text={noWinnerWords(conflict)} />
            </span>
          ) : (
            <WinnerLine event={winner} onOpenEvent={onOpenEvent} />
          )}
        </dd>
      </dl>
      {incomplete === undefined ? (
        <StateTable
          seen={conflict.seenState}
          actual={conflict.actualState}
          ofTask={!ofItem}
          seenLabel={ofItem ? 'As seen' : `Seen, at event ${String(seenSeqOf(conflict))}`}
          actualLabel={ofItem ? 'As met' : `Met, at event ${String(conflict.actualSeq)}`}
          equalWords={ofItem ? 'Seen and met are equal.' : 'The two replayed states are equal.'}
        />
      ) : null}
    </article>
  );
}
