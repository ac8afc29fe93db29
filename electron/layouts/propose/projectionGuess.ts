import { mapOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutMatch, ProjectionRule } from '#shared/model/streamLayout.ts';
import { keyText } from './keyFrames.ts';
import { literal } from './keyPatterns.ts';
import { plainName } from './places.ts';
import type { TableSample } from './sample.ts';

/** Where a projection keeps its fields, if not among its own attributes. */
const FIELD_NAMES = new Set(['state', 'snapshot', 'projection', 'aggregate', 'fields', 'data', 'body']);

/** A projection found beside the events, and how many streams of the sample have one. */
export interface ProjectionGuess {
  readonly rule: ProjectionRule;
  readonly sort: string;
  readonly items: readonly AttributeMap[];
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
    if (sort === undefined || sort === '' || !partitions.has(keyText(item, key.hash) ?? '')) continue;
    const known = bySort.get(sort) ?? [];
    bySort.set(sort, known);
    known.push(item);
  }
  const [best] = [...bySort].sort(([, a], [, b]) => b.length - a.length);
  if (best === undefined) return undefined;
  const [sort, items] = best;
  return items.length >= 2 || partitions.size <= 2 ? { sort, items } : undefined;
}

/** Where the fields of projections lie, when it is a map among few other attributes. */
function fieldsIn(items: readonly AttributeMap[]): ProjectionRule['fields'] {
  const [first] = items;
  const name = Object.keys(first ?? {}).find((each) => FIELD_NAMES.has(plainName(each)));
  if (name === undefined || !items.every((item) => mapOf(item, name) !== undefined)) return undefined;
  return { path: name.includes('.') ? [name] : name, encoding: 'native' };
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
  const fields = fieldsIn(items);
  const { ttlAttribute } = sample;
  return {
    sort,
    items,
    rule: {
      match: { partition, sort: literal(sort), where: [] },
      stream: '{id}',
      ...(fields === undefined ? {} : { fields }),
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
