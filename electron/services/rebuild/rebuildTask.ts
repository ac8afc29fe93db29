import type { TaskRef } from '#shared/contract/common.ts';
import { AppError, hasCode, isAppError, throwIfCancelled, toErrorData } from '#shared/errors/appError.ts';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalDocuments } from '#shared/model/equality.ts';
import type { RebuildIntent, RebuildPlan, RebuildResult } from '#shared/model/rebuild.ts';
import { rewritten } from '../../stores/projections/asRead.ts';
import type {
  ProjectionPlace,
  ProjectionStore,
  RewriteOutcome,
} from '../../stores/projections/projectionStore.ts';
import { fromFailure } from '../linkState.ts';
import { planDigest } from './planDigest.ts';
import { patchOf, planOf, type Replayed } from './rebuildPlan.ts';

/** Where a task's projection and the end of its stream lie, and how its item becomes fields; or why nobody can tell. */
export type PlaceOf = (
  ref: TaskRef,
  replayed: Replayed,
) => Promise<
  | (ProjectionPlace & {
      /** Attributes of the item that are no fields of the projection, beside its key and mark. */
      readonly omit: readonly string[];
      /** Attributes that a projection is given beside its fields when it is made. */
      readonly made: AttributeMap;
      readonly impossible?: undefined;
    })
  | { readonly impossible: string }
>;

/** What rebuilding one task stands on. */
export interface RebuildTaskDeps {
  /** Reads and replays every event of a task. */
  readonly replay: (ref: TaskRef, signal: AbortSignal) => Promise<Replayed>;
  readonly placeOf: PlaceOf;
  readonly withProjections: <T>(ref: TaskRef, work: (store: ProjectionStore) => Promise<T>) => Promise<T>;
}

/** The fields of a projection in its item. */
export function fieldsIn(
  item: AttributeMap,
  { key, mark, omit = [] }: Pick<ProjectionPlace, 'key' | 'mark'> & { readonly omit?: readonly string[] },
): AttributeMap {
  const left = new Set([...Object.keys(key), ...omit, ...(mark === undefined ? [] : [mark])]);
  return attributeMap(Object.entries(item).filter(([name]) => !left.has(name)));
}

/** How one task's rebuild is carried out. */
export interface RebuildTaskOptions {
  readonly writeId: string;
  /** The digest of the plan that was looked at: nothing else is written. Undefined: nobody looked. */
  readonly seen: number | undefined;
  /** Heeded until the intent is told; the write itself is never given up half-way. */
  readonly signal: AbortSignal;
  /** Called before anything is sent; its failure ends the rebuild with nothing written. */
  readonly onIntent: (intent: RebuildIntent) => Promise<void>;
}

/** What rebuilding a task would do now. Writes nothing. */
export async function planTask(
  deps: RebuildTaskDeps,
  ref: TaskRef,
  signal: AbortSignal,
): Promise<RebuildPlan> {
  const replayed = await deps.replay(ref, signal);
  const place = await deps.placeOf(ref, replayed);
  const plan = planOf(replayed, place);
  return plan.kind === 'rewrite' ? { ...plan, digest: planDigest(plan) } : plan;
}

/**
 * Rebuilds one task's projection. What is wrong with the task, or a condition that does not hold, is in the result.
 * @throws `Cancelled`, and an outage, which says nothing of this task
 */
export async function rebuildTask(
  deps: RebuildTaskDeps,
  ref: TaskRef,
  options: RebuildTaskOptions,
): Promise<RebuildResult> {
  return settled(() => tryRebuild(deps, ref, options));
}

/**
 * What work on one task comes to: what is wrong with the task alone is a result.
 * @throws `Cancelled`, and an outage, which says nothing of this task
 */
export async function settled(work: () => Promise<RebuildResult>): Promise<RebuildResult> {
  try {
    return await work();
  } catch (error) {
    if (hasCode(error, 'WriteOutcomeUnknown')) {
      return { outcome: 'unknown', message: error.message };
    }
    const outage = isAppError(error) && (error.code === 'Cancelled' || fromFailure(error) !== undefined);
    if (outage) throw error;
    const { code, message } = toErrorData(error);
    return { outcome: 'failed', code, message };
  }
}

async function tryRebuild(
  deps: RebuildTaskDeps,
  ref: TaskRef,
  { writeId, seen, signal, onIntent }: RebuildTaskOptions,
): Promise<RebuildResult> {
  const replayed = await deps.replay(ref, signal);
  const place = await deps.placeOf(ref, replayed);
  const plan = planOf(replayed, place);
  if (plan.kind !== 'rewrite') return resultOf(plan);
  if (seen !== undefined && seen !== planDigest(plan)) return { outcome: 'planChanged' };
  if (place.impossible !== undefined) throw new AppError('Internal', { message: 'Planned without a place.' });
  return deps.withProjections(ref, async (store) => {
    const before = await store.read(place, signal);
    const fields = before === undefined ? undefined : fieldsIn(before, place);
    const asReplayed =
      fields === undefined || plan.before === null
        ? fields === undefined && plan.before === null
        : equalDocuments(fields, plan.before);
    if (!asReplayed) return { outcome: 'projectionChanged', met: fields ?? null };
    // From the intent on it is carried out: whoever stops now learns how this one ended.
    const rewrite = { ...place, before, patch: patchOf(replayed, place.made), writeId };
    const { table, key, mark } = place;
    throwIfCancelled(signal);
    await onIntent({ task: ref.task, table, key, mark, before, after: rewritten(rewrite), writeId });
    const shown = (item: AttributeMap | undefined): AttributeMap | null =>
      item === undefined ? null : fieldsIn(item, place);
    return writtenOf(await store.rewrite(rewrite), plan.before, shown);
  });
}

function resultOf(plan: Exclude<RebuildPlan, { kind: 'rewrite' }>): RebuildResult {
  switch (plan.kind) {
    case 'agrees':
      return { outcome: 'agrees' };
    case 'impossible':
      return { outcome: 'impossible', reason: plan.reason };
    case 'damaged':
      return { outcome: 'damaged', findings: plan.findings };
  }
}

/** An outcome of the store as a result. Also for taking back, where `before` is what was there before that. */
export function writtenOf(
  outcome: RewriteOutcome,
  before: AttributeMap | null,
  shown: (item: AttributeMap | undefined) => AttributeMap | null,
): RebuildResult {
  switch (outcome.outcome) {
    case 'written':
      return { outcome: 'written', before, after: shown(outcome.item) };
    case 'projectionChanged':
      return { outcome: 'projectionChanged', met: shown(outcome.met) };
    case 'eventsCame':
      return { outcome: 'eventsCame' };
    case 'eventGone':
      return {
        outcome: 'impossible',
        reason: 'The last event that was replayed is gone: somebody took it away meanwhile.',
      };
  }
}
