import type { Timeline } from '#shared/model/timeline.ts';
import { ERROR_FLAGS, kindsOf } from './flags.ts';
import { firstAtOrAfter } from './order.ts';
import { gapsOf } from './integrity.ts';
import type { StreamView } from './taskStream.ts';
import { timeScale, type TimeScale } from './timeScale.ts';

/** How telling an event is among others that share its mark; types that are not here tell least. */
const WEIGHT: ReadonlyMap<string, number> = new Map([
  ['TaskDeadLettered', 9],
  ['TaskFailed', 8],
  ['TaskCancelled', 7],
  ['TaskSucceeded', 6],
  ['TaskRedriven', 5],
  ['TaskRetryScheduled', 4],
  ['TaskCreated', 3],
  ['TaskStarted', 2],
  ['TaskAssigned', 1],
]);

const weightOf = (type: string, flags: number): number =>
  ((flags & ERROR_FLAGS) !== 0 ? 200 : flags !== 0 ? 100 : 0) + (WEIGHT.get(type) ?? 0);

type Mark = Timeline['marks'][number];
type Band = Timeline['bands'][number];

const bucketOf = (x: number, buckets: number): number => Math.min(buckets - 1, Math.floor(x * buckets));

/** Positions `from` to `to` that share a mark, and the most telling of them. */
interface Group {
  readonly from: number;
  to: number;
  best: number;
  weight: number;
}

function groupsOf(view: StreamView, xs: Float64Array, buckets: number): readonly Group[] {
  const groups: Group[] = [];
  let group: Group | undefined;
  let bucket = -1;
  for (let position = 0; position < view.events.length; position += 1) {
    const here = bucketOf(xs[position] ?? 0, buckets);
    const weight = weightOf(view.events[position]?.type ?? '', view.flags[position] ?? 0);
    if (group === undefined || here !== bucket) {
      group = { from: position, to: position, best: position, weight };
      groups.push(group);
      bucket = here;
      continue;
    }
    group.to = position;
    if (weight >= group.weight) {
      group.best = position;
      group.weight = weight;
    }
  }
  return groups;
}

function marksOf(view: StreamView, { xs }: TimeScale, buckets: number): Mark[] {
  return groupsOf(view, xs, buckets).flatMap(({ from, to, best }) => {
    const event = view.events[best];
    if (event === undefined) return [];
    return {
      x: xs[best] ?? 0,
      seq: event.seq,
      fromSeq: view.events[from]?.seq ?? event.seq,
      toSeq: view.events[to]?.seq ?? event.seq,
      count: to - from + 1,
      type: event.type,
      status: view.statuses[best] ?? 'none',
      findings: [...kindsOf(view.flags[best] ?? 0)],
    };
  });
}

function bandsOf(view: StreamView, { xs, times, toMs }: TimeScale): Band[] {
  const bands: Band[] = [];
  view.events.forEach((event, position) => {
    const status = view.statuses[position] ?? 'none';
    const x = xs[position] ?? 0;
    const time = times[position] ?? 0;
    const last = bands[bands.length - 1];
    if (last?.status === status) {
      last.toSeq = event.seq;
      return;
    }
    if (last !== undefined) {
      last.toMs = time;
      last.x1 = x;
    }
    bands.push({ status, fromSeq: event.seq, toSeq: event.seq, fromMs: time, toMs, x0: x, x1: 1 });
  });
  return bands;
}

/** More bands than can be drawn: those that begin in one bucket become one, of the status that lasted longest there. */
function mergeBands(bands: Band[], buckets: number): Band[] {
  if (bands.length <= buckets) return bands;
  const merged: Band[] = [];
  let widest = 0;
  for (const band of bands) {
    const last = merged[merged.length - 1];
    const width = band.x1 - band.x0;
    if (last === undefined || bucketOf(last.x0, buckets) !== bucketOf(band.x0, buckets)) {
      merged.push({ ...band });
      widest = width;
      continue;
    }
    if (width >= widest) {
      last.status = band.status;
      widest = width;
    }
    last.toSeq = band.toSeq;
    last.toMs = band.toMs;
    last.x1 = band.x1;
  }
  return merged;
}

/** Retries: a failure and the start after it. Of more than can be drawn, one per bucket stays. */
function retriesOf(view: StreamView, { xs }: TimeScale, buckets: number): Timeline['retries'] {
  const retries: Timeline['retries'] = [];
  let failed: number | undefined;
  let attempt = 0;
  let drawn = -1;
  view.events.forEach((event, position) => {
    if (event.type === 'TaskFailed') failed = position;
    if (event.type !== 'TaskStarted') return;
    attempt += 1;
    const failure = failed === undefined ? undefined : view.events[failed];
    if (failed === undefined || failure === undefined) return;
    const x0 = xs[failed] ?? 0;
    failed = undefined;
    const bucket = bucketOf(x0, buckets);
    if (view.events.length > buckets && bucket === drawn) return;
    drawn = bucket;
    retries.push({ fromSeq: failure.seq, toSeq: event.seq, x0, x1: xs[position] ?? 0, attempt });
  });
  return retries;
}

/** Gaps, each halfway between its neighbours. Of more than can be drawn, those in one bucket share a place. */
function drawGaps(view: StreamView, { xs }: TimeScale, buckets: number): Timeline['gaps'] {
  const gaps = gapsOf(view);
  const drawn: Timeline['gaps'] = [];
  for (const { from, to } of gaps) {
    const next = firstAtOrAfter(view.events, from);
    const right = xs[next] ?? 1;
    const x = next === 0 ? right : ((xs[next - 1] ?? right) + right) / 2;
    const last = drawn[drawn.length - 1];
    if (gaps.length > buckets && last !== undefined && bucketOf(last.x, buckets) === bucketOf(x, buckets)) {
      last.to = to;
    } else drawn.push({ x, from, to });
  }
  return drawn;
}

/** How a timeline is drawn. `gaps`: whether what is missing is known to be missing, rather than not read yet. */
export interface TimelineOptions {
  readonly buckets: number;
  readonly gaps: boolean;
}

/** The drawn timeline of a stream, reduced to about `buckets` marks and bands. */
export function timelineOf(view: StreamView, { buckets, gaps }: TimelineOptions): Timeline {
  const scale = timeScale(view.clock);
  return {
    fromMs: scale.fromMs,
    toMs: scale.toMs,
    stretches: scale.stretches,
    bands: mergeBands(bandsOf(view, scale), buckets),
    marks: marksOf(view, scale, buckets),
    gaps: gaps ? drawGaps(view, scale, buckets) : [],
    retries: retriesOf(view, scale, buckets),
    ticks:
      view.events.length > buckets
        ? []
        : view.events.map(({ seq }, position) => ({ seq, x: scale.xs[position] ?? 0 })),
  };
}
