import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutMatch, ProjectionRule } from '#shared/model/streamLayout.ts';
import { guessFields, type FieldsGuess } from './fieldsGuess.ts';
import { keyText, partitionOf } from './keyFrames.ts';
import { literal } from './keyPatterns.ts';
import { plainName } from './places.ts';
import type { TableSample } from './sample.ts';

/** A projection found beside the events, and how many streams of the sample have one. */
export interface ProjectionGuess {
  readonly rule: ProjectionRule;
  readonly sort: string;
  readonly items: readonly AttributeMap[];
  /** Undefined: the fields are the attributes of the items. */
  readonly fields: FieldsGuess | undefined;
}

/** The sort key that most partitions with events have one item under. */
function commonSort(
  { key }: TableSample,
  others: readonly AttributeMap[],
  partitions: ReadonlySet<string>,
): { readonly sort: string; readonly items: readonly AttributeMap[] } | undefined {
  const { range } = key;
  if (range?.type !== 'S') return undefined;
  const bySort = new Map<string, AttributeMap[]>();
  for (const item of others) {
    const sort = keyText(item, range);
    // No pattern matches an empty key.
    if (sort === undefined || sort === '' || !partitions.has(partitionOf(item, key.hash) ?? '')) continue;
    const known = bySort.get(sort) ?? [];
    bySort.set(sort, known);
    known.push(item);
  }
  const [best] = [...bySort].sort(([, a], [, b]) => b.length - a.length);
  if (best === undefined) return undefined;
  const [sort, items] = best;
  return items.length >= 2 || partitions.size <= 2 ? { sort, items } : undefined;
}

/** Finds the stored projections among the items that hold no events, in the partitions that hold some. */
export function guessProjection(
  sample: TableSample,
  others: readonly AttributeMap[],
  partitions: ReadonlySet<string>,
  partition: string,
): ProjectionGuess | undefined {
  const found = commonSort(sample, others, partitions);
  if (found === undefined) return undefined;
  const { sort, items } = found;
  const { key, ttlAttribute } = sample;
  const leftOut = [key.hash.name, ...(key.range === undefined ? [] : [key.range.name]), ttlAttribute ?? ''];
  const fields = guessFields(items, new Set(leftOut));
  return {
    sort,
    items,
    fields,
    rule: {
      match: { partition, sort: literal(sort), where: [] },
      stream: '{id}',
      ...(fields === undefined ? {} : { fields: fields.fields }),
      omit: ttlAttribute === undefined ? [] : [ttlAttribute],
    },
  };
}

/** What is left, by what its partition keys begin with. */
export function kindsOfOthers(
  { key }: TableSample,
  others: readonly AttributeMap[],
): readonly { readonly begins: string; readonly count: number; readonly use: OtherUse }[] {
  const kinds = new Map<string, number>();
  for (const item of others) {
    const [begins = ''] = /^[^#|:/]*[#|:/]/.exec(keyText(item, key.hash) ?? '') ?? [];
    kinds.set(begins, (kinds.get(begins) ?? 0) + 1);
  }
  return [...kinds]
    .sort(([, a], [, b]) => b - a)
    .map(([begins, count]) => ({ begins, count, use: useOf(begins) }));
}

/** What items beside the streams are for, by their keys. */
export type OtherUse = 'idempotency' | 'deadLetters' | undefined;

function useOf(begins: string): OtherUse {
  const name = plainName(begins);
  if (/idempot|dedup/.test(name)) return 'idempotency';
  return /^(dlq|dead|deadletter.*)$/.test(name) ? 'deadLetters' : undefined;
}

/** A match for everything whose partition key begins so. */
export const matchBeginning = (begins: string): LayoutMatch => ({
  partition: `${literal(begins)}{rest:any}`,
  where: [],
});
