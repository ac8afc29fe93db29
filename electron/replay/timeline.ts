import type { Timeline } from '#shared/model/timeline.ts';
import { firstIndex } from './bisect.ts';
import { ERROR_FLAGS, kindsOf } from './flags.ts';
import { gapsOf } from './integrity.ts';
import { finish, type Slices } from './slices.ts';
import type { StreamView } from './streamView.ts';
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

/** Events looked at in one slice. */
const TURN = 65_536;

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

function* groupsOf(view: StreamView, xs: Float64Array, buckets: number): Slices<readonly Group[]> {
  const groups: Group[] = [];
  let group: Group | undefined;
  let bucket = -1;
  for (let position = 0; position < view.length; position += 1) {
    if (position % TURN === TURN - 1) yield;
    const here = bucketOf(xs[position] ?? 0, buckets);
    const weight = weightOf(view.typeAt(position) ?? '', view.flagsAt(position));
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

function* marksOf(view: StreamView, { xs }: TimeScale, buckets: number): Slices<Mark[]> {
  const groups = yield* groupsOf(view, xs, buckets);
  return groups.flatMap(({ from, to, best }) => {
    const [seq, type] = [view.seqAt(best), view.typeAt(best)];
    if (seq === undefined || type === undefined) return [];
    return {
      x: xs[best] ?? 0,
      seq,
      fromSeq: view.seqAt(from) ?? seq,
      toSeq: view.seqAt(to) ?? seq,
      count: to - from + 1,
      type,
      status: view.statusAt(best),
      findings: [...kindsOf(view.flagsAt(best))],
    };
  });
}

function* bandsOf(view: StreamView, { xs, times, toMs }: TimeScale): Slices<Band[]> {
  const bands: Band[] = [];
  for (let position = 0; position < view.length; position += 1) {
    if (position % TURN === TURN - 1) yield;
    const status = view.statusAt(position);
    const seq = view.seqAt(position) ?? 0;
    const last = bands[bands.length - 1];
    if (last?.status === status) {
      last.toSeq = seq;
      continue;
    }
    const x = xs[position] ?? 0;
    const time = times[position] ?? 0;
    if (last !== undefined) {
      last.toMs = time;
      last.x1 = x;
    }
    bands.push({ status, fromSeq: seq, toSeq: seq, fromMs: time, toMs, x0: x, x1: 1 });
  }
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
function* retriesOf(view: StreamView, { xs }: TimeScale, buckets: number): Slices<Timeline['retries']> {
  const retries: Timeline['retries'] = [];
  let failed: number | undefined;
  let attempt = 0;
  let drawn = -1;
  for (let position = 0; position < view.length; position += 1) {
    if (position % TURN === TURN - 1) yield;
    const type = view.typeAt(position);
    if (type === 'TaskFailed') failed = position;
    if (type !== 'TaskStarted') continue;
    attempt += 1;
    if (failed === undefined) continue;
    const fromSeq = view.seqAt(failed) ?? 0;
    const x0 = xs[failed] ?? 0;
    failed = undefined;
    const bucket = bucketOf(x0, buckets);
    if (view.length > buckets && bucket === drawn) continue;
    drawn = bucket;
    retries.push({ fromSeq, toSeq: view.seqAt(position) ?? fromSeq, x0, x1: xs[position] ?? 0, attempt });
  }
  return retries;
}

/** Gaps, each halfway between its neighbours. Of more than can be drawn, those in one bucket share a place. */
function drawGaps(view: StreamView, { xs }: TimeScale, buckets: number): Timeline['gaps'] {
  const gaps = gapsOf(view);
  const drawn: Timeline['gaps'] = [];
  for (const { from, to } of gaps) {
    const next = firstIndex(view.length, (position) => (view.seqAt(position) ?? from) >= from);
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
export function timelineOf(view: StreamView, options: TimelineOptions): Timeline {
  return finish(timelineSlices(view, options));
}

/** The same in slices, for a stream so long that drawing it takes a while. */
export function* timelineSlices(view: StreamView, { buckets, gaps }: TimelineOptions): Slices<Timeline> {
  const scale = yield* timeScale(view.clock());
  return {
    fromMs: scale.fromMs,
    toMs: scale.toMs,
    stretches: scale.stretches,
    bands: mergeBands(yield* bandsOf(view, scale), buckets),
    marks: yield* marksOf(view, scale, buckets),
    gaps: gaps ? drawGaps(view, scale, buckets) : [],
    retries: yield* retriesOf(view, scale, buckets),
    ticks:
      view.length > buckets
        ? []
        : Array.from({ length: view.length }, (_, position) => ({
            seq: view.seqAt(position) ?? 0,
            x: scale.xs[position] ?? 0,
          })),
  };
}
