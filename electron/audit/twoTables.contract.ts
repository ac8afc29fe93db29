import fc from 'fast-check';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { legalStream } from '../replay/samples.ts';
import { overTables, pageAlone, pageOf, runPass, type Step } from './arrangements.fixture.ts';
import type { AuditSetup, OpenAuditPass } from './auditPass.ts';
import { junkTables } from './junkTables.fixture.ts';
import { comparable, everything } from './outcomes.fixture.ts';
import { FAULTS, type FaultName } from './plantedFaults.fixture.ts';
import { plantedTables } from './plantedTables.fixture.ts';

/** The tables as a setup calls them: the events' own name matters to nobody, as long as it is another. */
const EVENTS = 'events';
const PROJECTIONS = 'projections';

const isProjection = (item: AttributeMap): boolean => stringOf(item, 'SK') === 'META';

const partsOf = (items: readonly AttributeMap[]) => [
  { table: EVENTS, items: items.filter((item) => !isProjection(item)) },
  { table: PROJECTIONS, items: items.filter(isProjection) },
];

/** What lies in a table that its layout reads nothing of the kind from: it is known to no rule there. */
const decoys = (items: readonly AttributeMap[]) => [
  { table: EVENTS, items: items.filter(isProjection) },
  { table: PROJECTIONS, items: items.filter((item) => !isProjection(item)) },
];

/** The behaviour of every pass over a layout of tasks whose projections lie in another table: that of one table. */
export function twoTablesContract(
  name: string,
  {
    open,
    layout,
    memoryBudget,
  }: Pick<AuditSetup, 'memoryBudget' | 'layout'> & { readonly open: OpenAuditPass },
): void {
  describe(`audit pass over two tables (${name})`, () => {
    let together: AuditSetup;
    let apart: AuditSetup;
    beforeAll(async () => {
      const spillFolder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
      together = { layout, reducer: { kind: 'task' }, spillFolder, memoryBudget };
      const projections = layout.projections.map((rule) => ({ ...rule, table: PROJECTIONS }));
      apart = { ...together, layout: { ...layout, projections } };
    });
    afterAll(() => rm(together.spillFolder, { recursive: true, force: true }));

    it.each(Object.keys(FAULTS).filter((fault): fault is FaultName => fault in FAULTS))(
      'finds what is planted and nothing else: %s',
      async (fault) => {
        const events = legalStream([0, 0, 3, 1, 0, 0, 0], [1, 5, 9, 60, 2]);
        const planted = FAULTS[fault]({ task: 't-1', events, pick: 5 });
        const steps = partsOf(planted.items).map(({ table, items }, segment): Step => ({
          kind: 'page',
          segment,
          bytes: pageOf(items, 0),
          table,
        }));
        const { findings, totals } = await runPass(open, apart, steps);
        expect(comparable(findings)).toEqual(comparable(planted.expected));
        expect(totals).toEqual({ tasks: 1, events: planted.events, items: planted.items.length });
      },
    );

    it('finds every planted fault and nothing else, in any order of any tables, ended and gone on with', async () => {
      const cases = plantedTables.chain((planted) =>
        overTables(partsOf(planted.items)).chain((steps) =>
          fc.tuple(
            fc.constant(planted),
            fc.constant(steps),
            fc.array(fc.nat(steps.length - 1), { maxLength: 3 }),
          ),
        ),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ([planted, steps, restarts]) => {
          const { findings, totals } = await runPass(open, apart, steps, restarts);
          expect(comparable(findings)).toEqual(comparable(planted.expected));
          expect(totals).toEqual({
            tasks: planted.tasks,
            events: planted.events,
            items: planted.items.length,
          });
        }),
      );
    });

    it('finds in any items what lies in one table, whatever else the other tables hold', async () => {
      const cases = fc.tuple(junkTables, junkTables).chain(([items, others]) =>
        overTables([...partsOf(items), ...decoys(others)]).chain((steps) =>
          fc.record({
            items: fc.constant(items),
            others: fc.constant(others.length),
            steps: fc.constant(steps),
            restarts: fc.array(fc.nat(steps.length - 1), { maxLength: 2 }),
          }),
        ),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ({ items, others, steps, restarts }) => {
          const expected = everything(await runPass(open, together, pageAlone(items)));
          const found = everything(await runPass(open, apart, steps, restarts));
          expect(found.findings).toEqual(expected.findings);
          expect(found.totals).toEqual({ ...expected.totals, items: items.length + others });
        }),
      );
    });

    it('finds the same where nobody tells which table the items are of', async () => {
      const cases = junkTables.chain((items) =>
        fc.tuple(fc.constant(items), overTables([{ table: undefined, items }])),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ([items, steps]) => {
          const expected = everything(await runPass(open, together, pageAlone(items)));
          expect(everything(await runPass(open, apart, steps))).toEqual(expected);
        }),
      );
    });

    it('refuses an item that could be of either table, unless it is told which', async () => {
      const projections = apart.layout.projections.map((rule) => ({
        ...rule,
        match: { ...rule.match, sort: '{rest:any}' },
      }));
      const setup = { ...apart, layout: { ...layout, projections } };
      const { items } = FAULTS.none({ task: 't-1', events: legalStream([0, 0], [1, 5]), pick: 0 });
      const told = partsOf(items).map(({ table, items: part }, segment): Step => ({
        kind: 'page',
        segment,
        bytes: pageOf(part, 0),
        table,
      }));
      expect((await runPass(open, setup, told)).findings).toEqual([]);
      await expect(runPass(open, setup, pageAlone(items))).rejects.toMatchObject({ code: 'InvalidInput' });
    });

    it('leaves nothing behind', async () => {
      const pass = await open(apart);
      await pass.addPage(0, pageOf([{ PK: { S: 'TASK#a' }, SK: { S: 'META' } }], 0), PROJECTIONS);
      await pass.close();
      expect(await readdir(apart.spillFolder)).toEqual([]);
    });
  });
}
