import type { ReactElement, ReactNode } from 'react';
import type { RequestQuery, RequestRow } from '#shared/contract/requests.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { durationWords, exactNanos } from './durationWords.ts';
import styles from './requests.module.css';
import { requestsStore } from './store.ts';

/** Everything that a request says of itself. */
export function RequestFacts({ request }: { readonly request: RequestRow }): ReactElement {
  const { requester, profile, reason, duration, createdAt, updatedAt, expiresAt } = request;
  return (
    <dl className={styles.facts}>
      <Fact name="Requester">
        {requester === undefined ? undefined : (
          <Person query={{ by: 'requester', requester }} text={requester} all="all their requests" />
        )}
      </Fact>
      <Fact name="Profile">
        {profile === undefined ? undefined : (
          <Person query={{ by: 'profile', profile }} text={profile} all="all requests for it" />
        )}
      </Fact>
      <Fact name="Reason">{reason === undefined ? undefined : <PlainText text={reason} />}</Fact>
      <Fact name="Duration">{duration === undefined ? undefined : <Duration digits={duration} />}</Fact>
      <Fact name="Created">
        {createdAt === undefined ? undefined : <Moment at={createdAt} what="creation" />}
      </Fact>
      <Fact name="Changed">
        {updatedAt === undefined ? undefined : <Moment at={updatedAt} what="last change" />}
      </Fact>
      <Fact name="Expires">
        {expiresAt === undefined ? undefined : <Moment at={expiresAt} what="expiry" />}
      </Fact>
      {request.status === 'pending' && request.decidedBy === undefined ? null : (
        <>
          <Fact name="Decided by">
            {request.decidedBy === undefined ? undefined : <PlainText text={request.decidedBy} limit={200} />}
          </Fact>
          <Fact name="Note">
            {request.decisionNote === undefined ? undefined : <PlainText text={request.decisionNote} />}
          </Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children ?? <span className={styles.muted}>not given</span>}</dd>
    </>
  );
}

/** Somebody or something that an index is sorted by, and the way to all requests under that name. */
function Person({
  query,
  text,
  all,
}: {
  readonly query: RequestQuery;
  readonly text: string;
  readonly all: string;
}): ReactElement {
  const ask = requestsStore.useSelector((state) => state.ask);
  return (
    <span className={styles.person}>
      <PlainText text={text} limit={200} />
      {text === '' ? null : (
        <button type="button" className={styles.link} title="List them, by index" onClick={() => ask(query)}>
          {all}
        </button>
      )}
    </span>
  );
}

/** A length of time in words; every nanosecond is in the tooltip and can be copied. */
function Duration({ digits }: { readonly digits: string }): ReactElement {
  const nanos = BigInt(digits);
  return (
    <span className={styles.exact}>
      <span title={exactNanos(nanos)}>{durationWords(nanos)}</span>
      <CopyButton text={digits} label="Copy duration in nanoseconds" />
    </span>
  );
}

/** A moment as the reader writes times, and the text as it is stored, to the nanosecond. */
function Moment({ at, what }: { readonly at: string; readonly what: string }): ReactElement {
  return (
    <span className={styles.exact}>
      <Time at={at} style="absolute" />
      <code className={styles.stored}>
        <PlainText text={at} limit={80} />
      </code>
      <CopyButton text={at} label={`Copy time of ${what}`} />
    </span>
  );
}
