import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { HOUR, MINUTE } from '../clock.ts';
import { fieldsOf, list, map, number, text } from '../values.ts';
import { goTime } from './goTime.ts';

/** Ids of the requests that are there on purpose. They are the same for every seed, so they can be looked for. */
export const PLANTED_REQUESTS = {
  /** Waits for a decision, with hours to go. */
  pending: 'req-demo-pending',
  /** Waits for a decision, with minutes to go. */
  expiring: 'req-demo-expiring',
  /** Still pending, though its time has run out. */
  overdue: 'req-demo-overdue',
  /** In a state that we do not know, with attributes that we do not know. */
  escalated: 'req-demo-escalated',
  /** For the longest time that an int64 of nanoseconds holds. */
  longest: 'req-demo-longest',
  /** HTML, script and bidirectional text in every field. */
  hostile: 'req-demo-hostile"><img src=x onerror=alert(1)>\u202e',
  /** Only what an index needs, and times that are none. */
  bare: 'req-demo-bare',
} as const;

const SCRIPT = '<script>window.__pwned=1;fetch("https://evil.example/")</script>';
const IMAGE = '<img src="https://evil.example/x.png" onerror="window.__pwned=1">';
/** U+202E turns what follows around. */
const BIDI = 'invoice_\u202efdp.exe\u202c \u2067שלום\u2069 مرحبا \u200b\u0000\u001b[31m';

const NANOS = 1_000_000n;

interface Planted {
  readonly id: string;
  /** Milliseconds before the end of the data. */
  readonly age: number;
  /** Milliseconds from its making to its expiry. */
  readonly holds: number;
  readonly more: AttributeMap;
}

const planted: readonly Planted[] = [
  {
    id: PLANTED_REQUESTS.pending,
    age: 40 * MINUTE,
    holds: 24 * HOUR,
    more: fieldsOf({ reason: text('Rotate the signing key of the payment gateway') }),
  },
  {
    id: PLANTED_REQUESTS.expiring,
    age: 3 * HOUR + 48 * MINUTE,
    holds: 4 * HOUR,
    more: fieldsOf({ reason: text('Replay the parcel labels that failed at noon') }),
  },
  {
    id: PLANTED_REQUESTS.overdue,
    age: 9 * HOUR,
    holds: 4 * HOUR,
    more: fieldsOf({ requester: text('mira'), reason: text('Look at the slow query of last night') }),
  },
  {
    id: PLANTED_REQUESTS.escalated,
    age: 2 * HOUR,
    holds: 24 * HOUR,
    more: fieldsOf({
      status: text('escalated'),
      reason: text('Delete a customer’s data within the legal term'),
      ticket: text('SEC-2291'),
      escalation: map({ level: number(2), to: list([text('cto'), text('legal')]) }),
    }),
  },
  {
    id: PLANTED_REQUESTS.longest,
    age: 5 * HOUR,
    holds: 24 * HOUR,
    more: fieldsOf({
      status: text('denied'),
      duration: number('9223372036854775807'),
      reason: text('For ever, please'),
      decided_by: text('olena'),
      decision_note: text('292 years are too long. Ask for a day.'),
    }),
  },
  {
    id: PLANTED_REQUESTS.hostile,
    age: HOUR,
    holds: 24 * HOUR,
    more: fieldsOf({
      requester: text(`${SCRIPT}${BIDI}`),
      profile: text(IMAGE),
      reason: text(`${IMAGE} ${BIDI} ${SCRIPT}`),
      status: text(`<b>approved</b>\u202e`),
      decided_by: text(`"><a href="javascript:window.__pwned=1">${BIDI}</a>`),
      decision_note: text(SCRIPT),
    }),
  },
];

const itemOf = ({ id, age, holds, more }: Planted, now: number): AttributeMap => {
  const at = BigInt(now - age) * NANOS + 123_456_000n;
  const expires = BigInt(now - age + holds) * NANOS + 123_456_000n;
  return {
    ...fieldsOf({
      id: text(id),
      requester: text('ann'),
      profile: text('production'),
      reason: text(''),
      status: text('pending'),
      duration: number(String(4n * 3_600_000_000_000n)),
      created_at: text(goTime(at)),
      updated_at: text(goTime(at)),
      expires_at: text(goTime(expires)),
      ttl: number(String(expires / 1_000_000_000n)),
    }),
    ...more,
  };
};

/** The requests that are there on purpose, for data that ends at `now` (epoch milliseconds). */
export function plantedRequests(now: number): readonly AttributeMap[] {
  const bare = fieldsOf({
    id: text(PLANTED_REQUESTS.bare),
    requester: text('cron'),
    created_at: text('last Tuesday'),
    expires_at: text('never'),
    duration: number('0.5'),
  });
  return [...planted.map((each) => itemOf(each, now)), bare];
}
