import fc from 'fast-check';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { files, linesOf, pageAlone, pageOf, runPass, scans, type Step } from './arrangements.fixture.ts';
import type { AuditSetup, OpenAuditPass } from './auditPass.ts';
import { junkTables } from './junkTables.fixture.ts';
import { comparable, everything } from './outcomes.fixture.ts';
import { FAULTS, type FaultName } from './plantedFaults.fixture.ts';
import { plantedTables } from './plantedTables.fixture.ts';
import { legalStream } from '../replay/samples.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

/** The behaviour of every {@link AuditPass} over the layout `task`. `memoryBudget`: small ones make a pass spill. */
export function auditPassContract(
  name: string,
  {
    open,
    layout,
    memoryBudget,
  }: Pick<AuditSetup, 'memoryBudget'> & {
    readonly open: OpenAuditPass;
    readonly layout: LayoutFile;
  },
): void {
  describe(`audit pass (${name})`, () => {
    let setup: AuditSetup;
    beforeAll(async () => {
      const spillFolder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
      setup = { layout, reducer: { kind: 'task' }, spillFolder, memoryBudget };
    });
    afterAll(() => rm(setup.spillFolder, { recursive: true, force: true }));

    it.each(Object.keys(FAULTS).filter((fault): fault is FaultName => fault in FAULTS))(
      'finds what is planted and nothing else: %s',
      async (fault) => {
        const events = legalStream([0, 0, 3, 1, 0, 0, 0], [1, 5, 9, 60, 2]);
        const table = FAULTS[fault]({ task: 't-1', events, pick: 5 });
        const { findings, totals } = await runPass(open, setup, pageAlone(table.items));
        expect(comparable(findings)).toEqual(comparable(table.expected));
        expect(totals).toEqual({ tasks: 1, events: table.events, items: table.items.length });
        for (const { finding } of findings) {
          if (finding.kind === 'undecodable-event') expect(finding.reason).not.toBe('');
        }
      },
    );

    it('finds every planted fault and nothing else, in any scan of any table', async () => {
      const cases = plantedTables.chain((table) =>
        fc.tuple(fc.constant(table), fc.oneof(scans(table.items), files(table.items))),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ([table, steps]) => {
          const { findings, totals } = await runPass(open, setup, steps);
          expect(comparable(findings)).toEqual(comparable(table.expected));
          expect(totals).toEqual({ tasks: table.tasks, events: table.events, items: table.items.length });
        }),
      );
    });

    it('finds the same whatever the segments, pages, mixture, order and way of writing, in any items', async () => {
      const cases = junkTables.chain((items) => fc.tuple(fc.constant(items), scans(items), files(items)));
      await fc.assert(
        fc.asyncProperty(cases, async ([items, scan, lines]) => {
          const expected = everything(await runPass(open, setup, pageAlone(items)));
          expect(everything(await runPass(open, setup, scan))).toEqual(expected);
          expect(everything(await runPass(open, setup, lines))).toEqual(expected);
        }),
      );
    });

    it('finds the same when it goes on from a checkpoint, wherever it was stopped', async () => {
      const cases = plantedTables.chain((table) =>
        fc
          .oneof(scans(table.items), files(table.items))
          .chain((steps) =>
            fc.tuple(fc.constant(steps), fc.array(fc.nat(steps.length - 1), { minLength: 1, maxLength: 3 })),
          ),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ([steps, restarts]) => {
          const through = everything(await runPass(open, setup, steps));
          expect(everything(await runPass(open, setup, steps, restarts))).toEqual(through);
        }),
      );
    });

    it('says nothing of an empty table', async () => {
      const nothing = { findings: [], totals: { tasks: 0, events: 0, items: 0 } };
      expect(await runPass(open, setup, [])).toEqual(nothing);
      expect(await runPass(open, setup, pageAlone([]))).toEqual(nothing);
    });

    it.each([
      ['no JSON', '{"PK":{"S":"TASK#a"}'],
      ['another document', '[1,2]'],
      ['plain JSON', '{"PK":"TASK#a","SK":"META"}'],
      ['an item without the key', '{"SK":{"S":"META"}}'],
      ['half a line', '{"Item":{"PK":{"S":"TASK#a"},"SK":{"S":"ME'],
    ])('refuses a line that is no item, rather than miss one: %s', async (_, line) => {
      const pass = await open(setup);
      const good = '{"PK":{"S":"TASK#a"},"SK":{"S":"META"},"status":{"S":"pending"}}';
      await expect(pass.addLines(0, bytes(`${good}\n${line}\n`))).rejects.toMatchObject({
        code: 'CorruptFile',
      });
      await pass.close();
    });

    it('refuses a page that is none', async () => {
      const pass = await open(setup);
      await expect(pass.addPage(0, bytes('<html>'))).rejects.toMatchObject({ code: 'AnswerUnreadable' });
      await pass.close();
    });

    it('takes a bare item with an attribute named “Item”', async () => {
      const item = { Item: { S: 'x' }, PK: { S: 'TASK#a' }, SK: { S: 'META' }, status: { S: 'pending' } };
      const steps: readonly Step[] = [{ kind: 'lines', segment: 0, bytes: linesOf([item], 0) }];
      const { findings } = await runPass(open, setup, steps);
      expect(findings.map(({ finding }) => finding.kind)).toEqual(['orphan-projection']);
    });

    it('leaves nothing behind, ended or not, and may be closed twice', async () => {
      const pass = await open(setup);
      await pass.addPage(0, pageOf([{ PK: { S: 'TASK#a' }, SK: { S: 'META' } }], 0));
      await pass.close();
      await pass.close();
      expect(await readdir(setup.spillFolder)).toEqual([]);
    });
  });
}
