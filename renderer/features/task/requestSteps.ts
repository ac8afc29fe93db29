import type { IdempotencyLane, LaneRequest } from '#shared/model/idempotencyLane.ts';
import { parseTime } from '../../ui/time/formatTime.ts';

/**
 * One thing that happened to a request: it ran (`begun`: and its record is not completed), it ran once more, a repeat was
 * answered from its record, its record expired, or will be `kept` until a time to come.
 */
export interface RequestStep {
  readonly kind: 'run' | 'begun' | 'ranAgain' | 'ranTwice' | 'replayed' | 'expired' | 'kept';
  readonly key: string;
  /** The event to look at. */
  readonly seq: number;
  /** As written. */
  readonly at: string;
  /** Epoch milliseconds; a time that cannot be read is taken for that of the step before. */
  readonly ms: number;
  readonly evidence: 'recorded' | 'inferred';
}

/** What comes first of one moment. */
const ORDER = { expired: 0, run: 1, begun: 1, ranAgain: 1, ranTwice: 1, replayed: 2, kept: 3 } as const;

/** The steps of a request in the order of their times. */
export function requestSteps(request: LaneRequest): readonly RequestStep[] {
  const { key, state, runs, replays, expiresAt } = request;
  let before = Number.NEGATIVE_INFINITY;
  const steps: RequestStep[] = runs.map(({ seq, at, role, evidence }) => {
    before = parseTime(at) ?? before;
    const isBegun = role === 'run' && state === 'inProgress' && evidence === 'recorded';
    return { kind: isBegun ? 'begun' : role, key, seq, at, ms: before, evidence };
  });
  const seqAt = (ms: number): number => (steps.filter((step) => step.ms <= ms).at(-1) ?? steps[0])?.seq ?? 0;
  const dated = [
    ...replays.map((at) => ({ kind: 'replayed' as const, at })),
    ...(expiresAt === undefined
      ? []
      : [{ kind: state === 'expired' ? ('expired' as const) : ('kept' as const), at: expiresAt }]),
  ].flatMap(({ kind, at }): readonly RequestStep[] => {
    const ms = parseTime(at);
    return ms === undefined ? [] : [{ kind, key, seq: seqAt(ms), at, ms, evidence: 'recorded' }];
  });
  return [...steps, ...dated].sort((a, b) => a.ms - b.ms || ORDER[a.kind] - ORDER[b.kind] || a.seq - b.seq);
}

/** The request that an event names, when the lane holds it. */
export function requestOf(lane: IdempotencyLane, key: string): LaneRequest | undefined {
  return lane.requests.find((request) => request.key === key);
}
