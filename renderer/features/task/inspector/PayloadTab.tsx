import type { ReactElement } from 'react';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { ValueTree } from '../../../ui/value/ValueTree.tsx';
import { selectEmpty } from '../selectors.ts';
import { taskContext } from '../store.ts';
import styles from './Inspector.module.css';
import { NoEvent } from './NoEvent.tsx';
import { RequestSection } from './RequestSection.tsx';

const META = [
  ['eventId', 'event id'],
  ['actor', 'actor'],
  ['correlationId', 'correlation'],
  ['causationId', 'causation'],
  ['idempotencyKey', 'idempotency key'],
] as const satisfies readonly (readonly [keyof TaskEvent, string])[];

/** The selected event itself: who wrote it and why, and its data. */
export function PayloadTab({ onCopied }: { readonly onCopied: (what: string) => void }): ReactElement {
  const shown = taskContext.useSelector((state) => state.shown);
  const empty = taskContext.useSelector(selectEmpty);
  if (empty) return <NoEvent />;
  if (shown === undefined) return <Skeleton rows={6} label="Reading the event" />;
  const { event } = shown;
  if (event === undefined) {
    return <EmptyState title="No event at this sequence">The stream holds nothing readable here.</EmptyState>;
  }
  return (
    <>
      <dl className={styles.meta}>
        <dt>written at</dt>
        <dd>
          <Time at={event.at} precision="ms" style="absolute" />{' '}
          <span className={styles.stored}>{event.at}</span>
        </dd>
        {META.map(([field, name]) => {
          const text = event[field];
          return text === undefined ? null : (
            <div key={field} className={styles.pair}>
              <dt>{name}</dt>
              <dd className={styles.mono}>
                <PlainText text={text} />
              </dd>
            </div>
          );
        })}
      </dl>
      {event.idempotencyKey === undefined ? null : (
        <RequestSection requestKey={event.idempotencyKey} seq={event.seq} />
      )}
      {event.data === undefined ? (
        <p className={styles.hint}>This event carries no data.</p>
      ) : (
        <ValueTree
          label={`Data of event ${event.seq}`}
          document={event.data}
          openDepth={3}
          onCopied={onCopied}
        />
      )}
    </>
  );
}
