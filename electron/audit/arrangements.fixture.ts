import fc from 'fast-check';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { compareNumbers } from '#shared/model/numbers.ts';
import type { AuditDelta, AuditPass, AuditSetup, OpenAuditPass } from './auditPass.ts';
import { oddJson } from './oddJson.fixture.ts';

/** One call of a pass. */
export type Step =
  | {
      readonly kind: 'page' | 'lines';
      readonly segment: number;
      readonly bytes: Uint8Array;
      /** Left out: the items may lie in any table. */
      readonly table?: string | undefined;
      /** Of a page: whether its segment ends with it; a step of its own may end it instead. */
      readonly last?: boolean | undefined;
    }
  | { readonly kind: 'endSegment'; readonly segment: number };

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

/** An answer of Scan; `style` chooses blanks, escapes and the order of members, 0 is as servers write it. */
export function pageOf(items: readonly AttributeMap[], style: number): Uint8Array {
  const page = {
    Count: items.length,
    Items: items,
    ScannedCount: items.length,
    ConsumedCapacity: { CapacityUnits: 1.5, TableName: '"Items":[' },
    LastEvaluatedKey: { PK: { S: 'TASK#"}]' }, SK: { S: 'META' } },
  };
  return bytesOf(oddJson(page, style));
}

/** All items in one page. */
export const pageAlone = (items: readonly AttributeMap[]): readonly Step[] => [
  { kind: 'page', segment: 0, bytes: pageOf(items, 0) },
  { kind: 'endSegment', segment: 0 },
];

/** Lines of items, some bare and some wrapped, with an empty one now and then. */
export function linesOf(items: readonly AttributeMap[], style: number): Uint8Array {
  const lines = items.map((item, index) => {
    const line = oddJson((style + index) % 2 === 0 ? item : { Item: item }, style);
    return (style + index) % 5 === 4 ? `${line}\r\n` : line;
  });
  return bytesOf(lines.map((line) => `${line}\n`).join(''));
}

const chunks = <T>(list: readonly T[], sizes: readonly number[]): readonly (readonly T[])[] => {
  const parts: (readonly T[])[] = [];
  let from = 0;
  for (let index = 0; from < list.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    parts.push(list.slice(from, from + size));
    from += size;
  }
  return parts;
};

/** Takes from the lists in turns that `turns` choose; each list stays in its order. */
function interleave<T>(lists: readonly (readonly T[])[], turns: readonly number[]): readonly T[] {
  const left = lists.map((list) => [...list]);
  const out: T[] = [];
  for (let turn = 0; left.some((list) => list.length > 0); turn += 1) {
    const open = left.filter((list) => list.length > 0);
    const next = open[(turns[turn % turns.length] ?? 0) % open.length]?.shift();
    if (next !== undefined) out.push(next);
  }
  return out;
}

/** The names of a table's key attributes. */
export interface KeyNames {
  readonly partition: string;
  readonly sort: string;
}

const TASK_KEY: KeyNames = { partition: 'PK', sort: 'SK' };

const bySort =
  ({ sort }: KeyNames) =>
  (a: AttributeMap, b: AttributeMap): number => {
    const [left, right] = [a[sort], b[sort]];
    if (left === undefined || right === undefined) return 0;
    if ('N' in left && 'N' in right) return compareNumbers(left.N, right.N);
    return 'S' in left && 'S' in right ? Buffer.compare(Buffer.from(left.S), Buffer.from(right.S)) : 0;
  };

/** Partitions together and in key order, as a server keeps them. */
function scanned(
  items: readonly AttributeMap[],
  key: KeyNames,
): ReadonlyMap<string, readonly AttributeMap[]> {
  const partitions = new Map<string, AttributeMap[]>();
  for (const item of [...items].sort(bySort(key))) {
    const partition = JSON.stringify(item[key.partition]);
    const known = partitions.get(partition);
    if (known === undefined) partitions.set(partition, [item]);
    else known.push(item);
  }
  return partitions;
}

const style = fc.oneof(fc.constant(0), fc.nat(10_000));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const turns = fc.array(fc.nat(20), { minLength: 1, maxLength: 20 });

/** The calls of a parallel scan: any number of segments, pages cut anywhere, segments in any mixture. */
export const scans = (
  items: readonly AttributeMap[],
  key: KeyNames = TASK_KEY,
): fc.Arbitrary<readonly Step[]> =>
  fc
    .record({
      segments: fc.integer({ min: 1, max: 6 }),
      sizes,
      turns,
      style,
      salt: fc.nat(100),
      endWithPage: fc.boolean(),
      /** DynamoDB may end a segment with a page without items. */
      endsEmpty: fc.boolean(),
    })
    .map((plan) => {
      const segments = Array.from({ length: plan.segments }, (): AttributeMap[] => []);
      [...scanned(items, key).values()].forEach((partition, index) => {
        segments[(index * 7 + plan.salt) % plan.segments]?.push(...partition);
      });
      const steps = segments.map((list, segment): readonly Step[] => {
        const parts = chunks(list, plan.sizes);
        const pages = plan.endsEmpty || parts.length === 0 ? [...parts, []] : parts;
        return [
          ...pages.map((part, index): Step => ({
            kind: 'page',
            segment,
            bytes: pageOf(part, plan.style),
            last: plan.endWithPage && index === pages.length - 1,
          })),
          ...(plan.endWithPage ? [] : [{ kind: 'endSegment', segment } satisfies Step]),
        ];
      });
      return interleave(steps, plan.turns);
    });

/** The calls of a reader of files: items in any order, over any number of readers. */
export const files = (items: readonly AttributeMap[]): fc.Arbitrary<readonly Step[]> =>
  fc
    .record({
      order: fc.shuffledSubarray([...items], { minLength: items.length }),
      readers: fc.integer({ min: 1, max: 4 }),
      sizes,
      turns,
      style,
    })
    .map(({ order, readers, sizes: lengths, turns: mixture, style: written }) => {
      const lists = Array.from({ length: readers }, (_, segment): readonly Step[] => [
        ...chunks(
          order.filter((__, index) => index % readers === segment),
          lengths,
        ).map((part): Step => ({ kind: 'lines', segment, bytes: linesOf(part, written) })),
        { kind: 'endSegment', segment },
      ]);
      return interleave(lists, mixture);
    });

/** More than any of the tables has. */
const MOST_SEGMENTS = 10;

/** The calls of a reader of several tables, scanned or from files, mixed in any way. */
export const overTables = (
  tables: readonly { readonly table: string | undefined; readonly items: readonly AttributeMap[] }[],
): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(fc.tuple(...tables.map(({ items }) => fc.oneof(scans(items), files(items)))), turns)
    .map(([lists, mixture]) => {
      const steps = lists.map((list, index) =>
        list.map((step): Step => {
          const segment = index * MOST_SEGMENTS + step.segment;
          return step.kind === 'endSegment'
            ? { ...step, segment }
            : { ...step, segment, table: tables[index]?.table };
        }),
      );
      return interleave(steps, mixture);
    });

/** What came of a whole run: findings of all pieces, and the totals at the end. */
export interface Outcome {
  readonly findings: AuditDelta['findings'];
  readonly totals: Omit<AuditDelta, 'findings'>;
}

const call = (pass: AuditPass, step: Step): Promise<AuditDelta> => {
  switch (step.kind) {
    case 'page':
      return pass.addPage(step.segment, step.bytes.slice(), step.table, step.last);
    case 'lines':
      return pass.addLines(step.segment, step.bytes.slice(), step.table);
    case 'endSegment':
      return pass.endSegment(step.segment);
  }
};

/**
 * Runs all steps. Before the steps whose numbers are in `restarts` the pass is given up for a new one that goes on from
 * its checkpoint; what it is given after the checkpoint and before its end is lost with it.
 */
export async function runPass(
  open: OpenAuditPass,
  setup: AuditSetup,
  steps: readonly Step[],
  restarts: readonly number[] = [],
): Promise<Outcome> {
  const findings: AuditDelta['findings'][number][] = [];
  let pass = await open(setup);
  try {
    for (const [index, step] of steps.entries()) {
      if (restarts.includes(index)) {
        const from = await pass.checkpoint();
        await call(pass, step);
        await pass.close();
        pass = await open(setup, from);
      }
      findings.push(...(await call(pass, step)).findings);
    }
    const { findings: last, ...totals } = await pass.end();
    return { findings: [...findings, ...last], totals };
  } finally {
    await pass.close();
  }
}
