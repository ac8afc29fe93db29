import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { RequestStatus } from '#shared/model/accessRequest.ts';
import { busyMoment, DAY, HOUR, MINUTE } from '../clock.ts';
import { createRandom, type Random } from '../random.ts';
import { fieldsOf, number, text } from '../values.ts';
import { goTime } from './goTime.ts';
import type { LayoutItems } from './layoutItems.ts';
import { plantedRequests } from './plantedRequests.ts';

/** Ordinary requests beside the planted ones. */
const COUNT = 143;

const PEOPLE = ['ann', 'ben', 'chidi', 'dalia', 'mira', 'tomás'] as const;
const DECIDERS = ['olena', 'raj', 'ben'] as const;
const PROFILES = ['production', 'production-db', 'staging', 'billing-admin', 'logs-readonly'] as const;
const HOURS = [0.25, 0.5, 1, 1, 2, 4, 8, 12] as const;
const REASONS = [
  'Import of the supplier’s price list stopped half way',
  'Order stuck in retrying since the morning',
  'Check a refund that was paid twice',
  'Rotate credentials after the audit',
  'Deploy the fix of the label printer',
  'Query plans of the slow overview',
  'Restore a deleted wishlist from the backup',
  'On call: alarms of the payment queue',
] as const;
const REFUSALS = [
  'The read-only profile is enough for this.',
  'Please name the ticket.',
  'Half the time will do; ask again.',
] as const;
const APPROVALS = ['Fine, see the incident.', 'Approved for the on-call shift.', 'Ok.'] as const;

/** How a request that was made long enough ago has ended. */
const endOf = (random: Random): RequestStatus => {
  const chance = random.next();
  if (chance < 0.62) return 'approved';
  if (chance < 0.76) return 'denied';
  return chance < 0.85 ? 'cancelled' : 'expired';
};

const noteOf = (random: Random, status: RequestStatus): string | undefined => {
  switch (status) {
    case 'approved':
      return random.chance(0.4) ? random.pick(APPROVALS) : undefined;
    case 'denied':
      return random.pick(REFUSALS);
    case 'cancelled':
      return random.chance(0.5) ? 'No longer needed' : undefined;
    case 'pending':
    case 'expired':
      return undefined;
  }
};

function requestItem(random: Random, now: number): AttributeMap {
  // Clocks that count nanoseconds, as those of the Go program do that writes such tables.
  const nanosOf = (ms: number): bigint => BigInt(ms) * 1_000_000n + BigInt(random.int(0, 999_999));
  const createdMs = busyMoment(random.fork('created'), now - 30 * DAY, now - MINUTE);
  const expiresMs = createdMs + random.pick([12 * HOUR, DAY, DAY, 3 * DAY]);
  const created = nanosOf(createdMs);
  const expires = nanosOf(expiresMs);
  const decidedMs = createdMs + Math.floor(random.logNormal(35 * MINUTE, 1));
  const ended = endOf(random);
  const endMs = ended === 'expired' ? expiresMs + MINUTE : Math.min(decidedMs, expiresMs - MINUTE);
  const requester = random.pick(PEOPLE);
  const decider = ended === 'cancelled' ? requester : random.pick(DECIDERS);
  const id = `req-${random.hex(12)}`;
  const note = noteOf(random, ended);
  const over = endMs < now;
  const status = over ? ended : 'pending';
  return fieldsOf({
    id: text(id),
    requester: text(requester),
    profile: text(random.pick(PROFILES)),
    reason: text(random.pick(REASONS)),
    status: text(status),
    duration: number(String(BigInt(random.pick(HOURS) * 3600) * 1_000_000_000n)),
    created_at: text(goTime(created)),
    updated_at: text(goTime(over ? nanosOf(endMs) : created)),
    expires_at: text(goTime(expires)),
    ttl: number(String(expires / 1_000_000_000n)),
    decided_by: over && ended !== 'expired' ? text(decider) : undefined,
    decision_note: over && note !== undefined ? text(note) : undefined,
  });
}

/** The demonstration items of the layout `request`: weeks of access requests, as a foreign program wrote them. */
export const requestItems: LayoutItems = function* ({ seed, now }) {
  const random = createRandom(`${seed}/requests`);
  for (let index = 0; index < COUNT; index += 1) {
    yield { table: 'requests', item: requestItem(random.fork(String(index)), now) };
  }
  for (const item of plantedRequests(now)) yield { table: 'requests', item };
};
