import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { overTables, pageOf, runPass, type Step } from '../arrangements.fixture.ts';
import type { AuditSetup } from '../auditPass.ts';
import { itemOrigins } from '../itemOrigins.ts';
import { everything } from '../outcomes.fixture.ts';
import { referencePass } from '../referencePass.ts';
import { apartShapeOf } from './apartShape.ts';
import { handedOverPass } from './handedOver.fixture.ts';
import { layoutShapeOf } from './layoutShape.ts';

const orders: LayoutFileInput = {
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'PK', type: 'S' }, sort: { name: 'SK', type: 'S' } },
  events: [
    {
      match: { partition: 'ORDER#{id}', sort: 'EVT#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }], padding: 2 },
      event: { type: 'type', time: { path: 'at', format: 'rfc3339' }, data: { path: 'data' } },
    },
  ],
  projections: [
    { match: { partition: 'ORDER#{id}', sort: 'STATE' }, stream: '{id}', table: 'states', omit: ['left'] },
  ],
  reducer: {
    kind: 'declarative',
    on: { Placed: [{ op: 'status', to: 'open' }], Paid: [{ op: 'status', to: 'paid' }] },
  },
};
const layout = layoutFileSchema.parse(orders);
const { reducer } = layout;
if (reducer.kind === 'module') throw new Error('The layout names a file.');

const itemOf = (id: string, sort: string, type: string, status: string): AttributeMap => ({
  PK: { S: `ORDER#${id}` },
  SK: { S: sort },
  ...(sort === 'STATE'
    ? { status: { S: status } }
    : { type: { S: type }, at: { S: '2026-03-11T09:00:00Z' }, data: { M: {} } }),
});

const items: fc.Arbitrary<AttributeMap> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'ü', '"'),
    sort: fc.constantFrom('EVT#01', 'EVT#02', 'EVT#03', 'EVT#3', 'STATE', 'STATE ', 'x'),
    type: fc.constantFrom('Placed', 'Paid', 'Lost'),
    status: fc.constantFrom('open', 'paid'),
  })
  .map(({ id, sort, type, status }) => itemOf(id, sort, type, status));

const tables = fc
  .array(items, { maxLength: 25 })
  .map((all) => [...new Map(all.map((item) => [JSON.stringify([item['PK'], item['SK']]), item])).values()]);

describe('streams whose projections lie in another table', () => {
  let setup: AuditSetup;
  beforeAll(async () => {
    const spillFolder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
    setup = { layout, reducer, spillFolder, memoryBudget: 0 };
  });
  afterAll(() => rm(setup.spillFolder, { recursive: true, force: true }));

  const apartOf = (file = layout) => apartShapeOf(file, itemOrigins(compileLayout(file)));

  it('are folded as bytes where a projection has a key that no event has', () => {
    const { file } = apartOf() ?? {};
    expect(file?.projections[0]?.table).toBeUndefined();
    const beside = compileLayout(file ?? layout);
    expect(layoutShapeOf(beside, setup.reducer, openReducer(setup.reducer))).toBeDefined();
    for (const sort of [undefined, 'EVT#1', '{any}']) {
      const projections = layout.projections.map((rule) => ({ ...rule, match: { ...rule.match, sort } }));
      expect(apartOf({ ...layout, projections })).toBeUndefined();
    }
  });

  it('have no projection that lies beside the events, and no event beside the projections', async () => {
    const parts = { compile: compileLayout, reducerOf: openReducer };
    const found = async (events: readonly AttributeMap[], states: readonly AttributeMap[]) => {
      const page = (items: readonly AttributeMap[], table: string, segment: number): Step => ({
        kind: 'page',
        segment,
        bytes: pageOf(items, 0),
        table,
      });
      const steps = [page(events, 'orders', 0), page(states, 'states', 1)];
      const { findings } = await runPass(handedOverPass(parts), setup, steps);
      return findings.map(({ finding }) => finding.kind);
    };
    const [event, state] = ['EVT#01', 'STATE'].map((sort) => itemOf('a', sort, 'Placed', 'open'));
    if (event === undefined || state === undefined) throw new Error('There are two.');
    expect(await found([event], [state])).toEqual([]);
    expect(await found([event, state], [])).toEqual(['orphan-events']);
    expect(await found([], [event, state])).toEqual(['orphan-projection']);
  });

  it('end as the full way finds, whatever lies in which table', async () => {
    const parts = { compile: compileLayout, reducerOf: openReducer };
    const cases = fc.tuple(tables, tables).chain(([events, states]) =>
      overTables([
        { table: 'orders', items: events },
        { table: 'states', items: states },
      ]),
    );
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(20), async (steps, stop) => {
        const full = everything(await runPass(referencePass(parts), setup, steps));
        expect(everything(await runPass(handedOverPass(parts), setup, steps, [stop]))).toEqual(full);
      }),
    );
  });
});
