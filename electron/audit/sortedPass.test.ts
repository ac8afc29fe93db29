import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { linesOf, runPass, type Step } from './arrangements.fixture.ts';
import type { AuditSetup } from './auditPass.ts';
import { openPassHere, openSortedPass } from './openPass.ts';
import { plantedTables } from './plantedTables.fixture.ts';

const layout = streamLayoutOf('task');
if (layout === undefined) throw new Error('There is no built-in layout of tasks.');
const setup: AuditSetup = { layout, reducer: { kind: 'task' }, spillFolder: '', memoryBudget: 0 };

const partition = (item: AttributeMap): Buffer => Buffer.from(stringOf(item, 'PK') ?? '');

const stepsOf = (items: readonly AttributeMap[], size: number): readonly Step[] => {
  const pieces = Math.ceil(items.length / size);
  return Array.from({ length: pieces }, (_, index) => ({
    kind: 'lines',
    segment: 0,
    bytes: linesOf(items.slice(index * size, (index + 1) * size), 0),
  }));
};

describe('a pass over sorted lines', () => {
  it('finds what any pass finds', async () => {
    await fc.assert(
      fc.asyncProperty(plantedTables, fc.integer({ min: 1, max: 30 }), async ({ items }, size) => {
        const sorted = [...items].sort((a, b) => Buffer.compare(partition(a), partition(b)));
        const steps = stepsOf(sorted, size);
        const [one, other] = [
          await runPass(openSortedPass(), setup, steps),
          await runPass(openPassHere(), setup, steps),
        ];
        const asSet = (found: typeof one) => found.findings.map((each) => JSON.stringify(each)).sort();
        expect(asSet(one)).toEqual(asSet(other));
        expect(one.totals).toEqual(other.totals);
      }),
    );
  });

  it('tells when the promise is broken', async () => {
    const item = (id: string): AttributeMap => ({ PK: { S: `TASK#${id}` }, SK: { S: 'META' } });
    const steps = stepsOf([item('a'), item('b'), item('a')], 1);
    await expect(runPass(openSortedPass(), setup, steps)).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('tells findings as soon as the next partition begins', async () => {
    const pass = await openSortedPass()(setup);
    const item = (id: string): AttributeMap => ({ PK: { S: `TASK#${id}` }, SK: { S: 'META' } });
    expect((await pass.addLines(0, linesOf([item('a')], 0))).findings).toEqual([]);
    const { findings, tasks } = await pass.addLines(0, linesOf([item('b')], 0));
    expect([findings.map(({ finding }) => finding.task), tasks]).toEqual([['a'], 1]);
    await pass.close();
  });
});
