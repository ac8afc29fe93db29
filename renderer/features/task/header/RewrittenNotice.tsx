import { useState, type ReactElement } from 'react';
import type { RewrittenEvent } from '#shared/contract/replay.ts';
import { counted } from '../../../ui/numbers.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { ValueDiff } from '../../../ui/value/ValueDiff.tsx';
import { taskContext } from '../store.ts';
import styles from './Rewritten.module.css';

/** What is known to have happened, and what it proves. */
function Story({ event }: { readonly event: RewrittenEvent }): ReactElement {
  return (
    <>
      <b>
        <PlainText closed text={event.key} limit={80} />
      </b>{' '}
      {event.to === null
        ? 'has gone: it was here when the task was read, and is no event any more.'
        : 'was written over: its writer used no condition that nothing lie there yet.'}
    </>
  );
}

/**
 * Says when an event that was shown has changed or gone in the table, with both versions: an append under a condition
 * never does that.
 */
export function RewrittenNotice(): ReactElement | null {
  const rewritten = taskContext.useSelector((state) => state.rewritten);
  const { actions } = taskContext.useApi().getState();
  const [open, setOpen] = useState(false);
  const [hidden, setHidden] = useState<typeof rewritten>();
  const events = rewritten?.events ?? [];
  const [first] = events;
  if (rewritten === undefined || first === undefined || sameNews(hidden, rewritten)) return null;
  const others = events.length - 1 + rewritten.more;
  return (
    <section className={styles.notice} aria-label="Events written over">
      <div className={styles.line}>
        <p role="status">
          <Story event={first} />
          {others > 0
            ? ` ${counted(others, 'other event')} ${others === 1 ? 'has' : 'have'} changed or gone too.`
            : ''}
        </p>
        <button type="button" className={styles.tool} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide both versions' : 'Show both versions'}
        </button>
        <button type="button" className={styles.tool} onClick={() => setHidden(rewritten)}>
          Dismiss
        </button>
      </div>
      {open ? (
        <ul className={styles.list} aria-label="Both versions">
          {events.map((event) => (
            <li key={event.key}>
              <p className={styles.head}>
                <Story event={event} />{' '}
                <button type="button" className={styles.tool} onClick={() => actions.select(event.seq)}>
                  Go to event {event.seq}
                </button>
              </p>
              <ValueDiff
                from={event.from}
                to={event.to ?? {}}
                changes={event.changes}
                same="Type, time, ids and payload are the same."
              />
            </li>
          ))}
          {rewritten.more > 0 ? <li>and {counted(rewritten.more, 'more event')}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}

/** Whether nothing has been found since the reader dismissed the notice. */
const sameNews = (
  a: { readonly events: readonly RewrittenEvent[] } | undefined,
  b: { readonly events: readonly RewrittenEvent[] },
): boolean => a !== undefined && JSON.stringify(a.events) === JSON.stringify(b.events);
