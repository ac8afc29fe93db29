import type { AuditRef } from '#shared/contract/audit.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { AuditOptions } from '#shared/model/audit.ts';
import { pageOf } from '../../audit/arrangements.fixture.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
import type { PlantedTask } from '../../audit/plantedTask.fixture.ts';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo, RawScanOptions, RawSegmentPage } from '../../dynamo/dynamo.ts';
import type { Audits } from './audits.ts';
import { EVENTS, NEVER } from './auditsOver.fixture.ts';

/** The table that is audited. */
export const REF = { connection: 'c', table: 't' };

/** Tasks of which 13 are wrong, and 5 lag behind. */
export const TASKS: readonly PlantedTask[] = [
  ...Array.from({ length: 12 }, (_, index) =>
    FAULTS.diverged({ task: `d${index}`, events: EVENTS, pick: 1 }),
  ),
  ...Array.from({ length: 5 }, (_, index) => FAULTS.lagging({ task: `l${index}`, events: EVENTS, pick: 2 })),
  FAULTS.gap({ task: 'gap', events: EVENTS, pick: 3 }),
  ...Array.from({ length: 20 }, (_, index) => FAULTS.none({ task: `n${index}`, events: EVENTS, pick: 0 })),
];

/** All items of {@link TASKS}. */
export const ITEMS = TASKS.flatMap((task) => task.items);

const PER_PAGE = 10;

/** Pages that {@link ITEMS} take. */
export const PAGES = Math.ceil(ITEMS.length / PER_PAGE);

/** Starts an audit of the table. */
export const startIn = async (audits: Audits, options: Partial<AuditOptions> = {}): Promise<AuditRef> => {
  const { run } = await audits.start(REF, { pricePerMillion: 0.125, ...options }, NEVER);
  return { ...REF, run };
};

const keyOf = (item: AttributeMap | undefined): AttributeMap | undefined =>
  item && { PK: { S: stringOf(item, 'PK') ?? '' }, SK: { S: stringOf(item, 'SK') ?? '' } };

/** A table of one segment; `before` may hold up each page, or break it. */
export function pagedTable(
  shown: readonly AttributeMap[],
  before: (page: number) => Promise<void> = () => Promise.resolve(),
): Dynamo {
  const base = connectDynamo({ kind: 'endpoint', endpoint: 'http://127.0.0.1:1', region: 'x' });
  async function* scan(_: unknown, options?: RawScanOptions): AsyncGenerator<RawSegmentPage> {
    const from = options?.from?.[0];
    if (from === null) return;
    const start =
      from === undefined
        ? 0
        : shown.findIndex((item) => JSON.stringify(keyOf(item)) === JSON.stringify(from)) + 1;
    for (let at = start; at < shown.length; at += PER_PAGE) {
      await before(at / PER_PAGE);
      if (options?.signal?.aborted === true) return;
      const last = at + PER_PAGE >= shown.length;
      const body = pageOf(shown.slice(at, at + PER_PAGE), 0);
      yield {
        segment: 0,
        body,
        units: 2,
        attempts: 1,
        lastKey: last ? undefined : keyOf(shown[at + PER_PAGE - 1]),
      };
    }
  }
  return {
    ...base,
    serverKind: () => Promise.resolve('other'),
    describeTable: () =>
      Promise.resolve({
        table: REF.table,
        status: 'ACTIVE',
        items: shown.length,
        bytes: 81_920,
        key: { hash: { name: 'PK', type: 'S' } },
        indexes: [],
      }),
    rawScanTable: scan,
  };
}

/** A gate before every page: closed until it is let go. */
export function createGate() {
  let free = 0;
  let waiting: (() => void) | undefined;
  const reached: { resolve: () => void; page: number }[] = [];
  let at = -1;
  return {
    before: async (page: number) => {
      at = page;
      for (const each of reached.filter((one) => one.page <= page)) each.resolve();
      while (page >= free) await new Promise<void>((resolve) => (waiting = resolve));
    },
    letGo: (pages: number) => {
      free = pages;
      waiting?.();
    },
    arrival: (page: number) =>
      new Promise<void>((resolve) => (at >= page ? resolve() : reached.push({ resolve, page }))),
  };
}
