import type { TaskSummary } from '#shared/contract/replay.ts';
import { attributeMap, attributeOf, EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalOptional } from '#shared/model/equality.ts';
import type { Finding, FindingKind } from '#shared/model/finding.ts';
import type { RebuildPlan } from '#shared/model/rebuild.ts';
import { diffDocuments } from '../../replay/diff.ts';
import { patched } from '../../stores/projections/asRead.ts';
import type { ProjectionPatch } from '../../stores/projections/projectionStore.ts';

/** What a replayed task has to tell for its projection to be rebuilt. */
export type Replayed = Pick<
  TaskSummary,
  'task' | 'lastSeq' | 'events' | 'stored' | 'replayed' | 'drift' | 'findings' | 'named' | 'lastKey'
>;

/**
 * Findings after which a replay is no better than the projection: part of the stream is missing or not understood, or
 * the reducer failed at it, which leaves the state of an earlier event.
 */
const DAMAGE: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'sequence-gap',
  'duplicate-sequence',
  'undecodable-event',
  'reducer-failed',
  'invariant-violated',
]);

/**
 * What is written: of a projection that is there, the fields that drift (one that the reducer names and the replay lacks
 * goes) and those it shares with the replay, times among them; of one that is not there or has no status, the whole replayed state.
 * Fields that the reducer does not know stay as they are. `made`: what one that is not there gets beside its fields.
 */
export function patchOf(
  { stored, replayed, drift, named }: Replayed,
  made: AttributeMap = EMPTY_MAP,
): ProjectionPatch {
  const whole = stored === null || drift?.class === 'missing';
  const set = Object.entries(replayed).filter(
    ([name, value]) =>
      (whole || Object.hasOwn(stored, name) || drift?.fields.some(({ field }) => field === name) === true) &&
      !(stored !== null && equalOptional(attributeOf(stored, name), value)),
  );
  const remove = (drift?.fields ?? [])
    .filter(({ field }) => named?.includes(field) === true && !Object.hasOwn(replayed, field))
    .filter(({ field }) => stored !== null && Object.hasOwn(stored, field))
    .map(({ field }) => field);
  return { set: attributeMap(stored === null ? [...Object.entries(made), ...set] : set), remove };
}

/** Why a stream is not to be trusted; empty when it is. */
export const damageOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ kind }) => DAMAGE.has(kind));

/** Whether a task can be rebuilt in its table: why not, or what a projection is given beside its fields when it is made. */
export type Possible =
  { readonly impossible: string } | { readonly impossible?: undefined; readonly made: AttributeMap };

/** What rebuilding a replayed task would do. */
export function planOf(replayed: Replayed, possible: Possible): RebuildPlan {
  const { task, lastSeq: seq, stored, drift } = replayed;
  if (replayed.events === 0) {
    return { kind: 'impossible', task, reason: 'It has no events, so there is nothing to rebuild it from.' };
  }
  if (stored !== null && drift === null) return { kind: 'agrees', task, seq };
  const damage = damageOf(replayed.findings);
  if (damage.length > 0) return { kind: 'damaged', task, findings: [...damage] };
  if (possible.impossible !== undefined) return { kind: 'impossible', task, reason: possible.impossible };
  if (stored === null && replayed.named?.length === 0) {
    const reason =
      'There is no projection yet, and no reducer folds the events into fields that one would have.';
    return { kind: 'impossible', task, reason };
  }
  const before: AttributeMap = stored ?? {};
  const patch = patchOf(replayed, possible.made);
  if (Object.keys(patch.set).length === 0 && patch.remove.length === 0) {
    const fields = drift?.fields.map(({ field }) => field).join(', ') ?? '';
    return {
      kind: 'impossible',
      task,
      reason: `It differs only in what no event sets: ${fields}. Let the reducer name the fields to compare.`,
    };
  }
  const after = patched(before, patch);
  return {
    kind: 'rewrite',
    task,
    seq,
    before: stored,
    after,
    changes: [...diffDocuments(before, after)],
    drift,
  };
}
