import type { ReactElement, ReactNode } from 'react';
import type { RequestQuery, RequestRow } from '#shared/contract/requests.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { parseNanoTime } from '#shared/model/nanoTime.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { durationWords, exactNanos } from './durationWords.ts';
import styles from './detail.module.css';
import { requestsStore } from './store.ts';

/** Everything that a request says of itself; what it says in a way that we cannot read is pointed out. */
export function RequestFacts({
  request,
  item,
}: {
  readonly request: RequestRow;
  readonly item: AttributeMap;
}): ReactElement {
  const { requester, profile, duration, status, decidedBy, decisionNote } = request;
  const fact = (name: string, attribute: string, content: ReactNode): ReactElement => (
    <>
      <dt>{name}</dt>
      <dd>
        {content ?? (
          <span className={styles.muted}>
            {Object.hasOwn(item, attribute) ? `not readable: see ${attribute} in the item` : 'not given'}
          </span>
        )}
      </dd>
    </>
  );
  const plain = (text: string | undefined): ReactNode =>
    text === undefined ? undefined : <PlainText text={text} />;
  const moment = (at: string | undefined, what: string): ReactNode =>
    at === undefined ? undefined : <Moment at={at} what={what} />;
  const decided = status === 'approved' || status === 'denied' || status === 'cancelled';
  return (
    <dl className={styles.facts}>
      {fact(
        'Requester',
        'requester',
        requester === undefined ? undefined : (
          <Listed query={{ by: 'requester', requester }} text={requester} all="all their requests" />
        ),
      )}
      {fact(
        'Profile',
        'profile',
        profile === undefined ? undefined : (
          <Listed query={{ by: 'profile', profile }} text={profile} all="all requests for it" />
        ),
      )}
      {fact('Reason', 'reason', plain(request.reason))}
      {fact('Duration', 'duration', duration === undefined ? undefined : <Duration digits={duration} />)}
      {fact('Created', 'created_at', moment(request.createdAt, 'creation'))}
      {fact('Changed', 'updated_at', moment(request.updatedAt, 'last change'))}
      {fact('Expires', 'expires_at', moment(request.expiresAt, 'expiry'))}
      {decided || decidedBy !== undefined ? fact('Decided by', 'decided_by', plain(decidedBy)) : null}
      {decided || decisionNote !== undefined ? fact('Note', 'decision_note', plain(decisionNote)) : null}
    </dl>
  );
}

/** A name that an index holds requests under, and the way to all of them. */
function Listed({
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
    <span className={styles.exact}>
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
      {parseNanoTime(at) === undefined ? null : <Time at={at} style="absolute" />}
      <code className={styles.stored}>
        <PlainText text={at} limit={80} />
      </code>
      {parseNanoTime(at) === undefined ? <span className={styles.muted}>no RFC 3339 time</span> : null}
      <CopyButton text={at} label={`Copy time of ${what}`} />
    </span>
  );
}
