import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AuditState } from '#shared/model/audit.ts';
import type { AuditChange } from '#shared/model/auditChange.ts';
import type { Finding } from '#shared/model/finding.ts';
import { createCompareRuns } from './compareRuns.ts';
import { dawdle, findingAt, growingRun, LATER, turnsDuring } from './growingRuns.fixture.ts';

const many = (count: number, from = 0): readonly Finding[] =>
  Array.from({ length: count }, (_, at) => findingAt(Math.floor((from + at) / 3), (from + at) % 3));

/** How each finding of a run stands, told as simply as can be. */
function changesOf(
  side: 'here' | 'there',
  own: readonly Finding[],
  other: readonly Finding[],
  isWhole: boolean,
): readonly AuditChange[] {
  const same = (a: Finding, b: Finding): boolean => JSON.stringify(a) === JSON.stringify(b);
  const judged = (task: string): boolean =>
    isWhole || (other.some((each) => each.task === task) && other[other.length - 1]?.task !== task);
  return own.map((finding) => {
    if (other.some((each) => same(each, finding))) return 'unchanged';
    if (side === 'here') return judged(finding.task) ? 'new' : 'only-here';
    return judged(finding.task) ? 'gone' : 'only-there';
  });
}

const findings = fc.array(
  fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })).map(([task, seq]) => findingAt(task, seq)),
  { maxLength: 6 },
);
const states = fc.constantFrom<AuditState>('done', 'running');

it('compares runs that grow as it compares them anew, whatever comes twice or out of order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(findings, findings, fc.boolean()), { minLength: 1, maxLength: 5 }),
      states,
      states,
      async (steps, hereState, thereState) => {
        const compareRuns = createCompareRuns();
        const here = growingRun({ ...LATER, state: hereState });
        const there = growingRun({ state: thereState });
        const found: { here: Finding[]; there: Finding[] } = { here: [], there: [] };
        for (const [more, others, looksThrough] of steps) {
          here.add(more);
          there.add(others);
          found.here.push(...more);
          found.there.push(...others);
          const difference = compareRuns(here.run, there.run);
          const expected = {
            here: changesOf('here', found.here, found.there, thereState === 'done'),
            there: changesOf('there', found.there, found.here, hereState === 'done'),
          };
          for (const side of looksThrough ? (['here', 'there'] satisfies ('here' | 'there')[]) : []) {
            const changeOf = await difference.changes(side);
            expect(found[side].map((_, position) => changeOf(position))).toEqual(expected[side]);
          }
          const counted = (change: AuditChange): number =>
            [...expected.here, ...expected.there.filter((each) => each !== 'unchanged')].filter(
              (each) => each === change,
            ).length;
          const { counts } = await difference.comparison();
          for (const change of [
            'new',
            'only-here',
            'gone',
            'only-there',
            'unchanged',
          ] satisfies AuditChange[])
            expect([change, counts[change] ?? 0]).toEqual([change, counted(change)]);
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('answers of the moment at which it was asked, however the runs grow meanwhile', async () => {
  const compareRuns = createCompareRuns();
  const [here, there] = [growingRun(LATER), growingRun()];
  here.add(many(6));
  const difference = compareRuns(here.run, there.run);
  there.add(many(6));
  await compareRuns(here.run, there.run).comparison();
  const changeOf = await difference.changes('here');
  expect(changeOf(0)).toBe('new');
  expect((await compareRuns(here.run, there.run).changes('here'))(0)).toBe('unchanged');
});

it('lets others have their turn in the middle of many findings', async () => {
  const [here, there] = [growingRun(LATER, dawdle), growingRun({}, dawdle)];
  here.add(many(100));
  there.add(many(100, 50));
  const compareRuns = createCompareRuns();
  expect(await turnsDuring(() => compareRuns(here.run, there.run).comparison())).toBeGreaterThan(3);
});

it.each<AuditState>(['done', 'running'])(
  'looks at no finding again when a run that is %s has grown',
  async (state) => {
    const compareRuns = createCompareRuns();
    const [here, there] = [growingRun({ ...LATER, state }), growingRun()];
    here.add(many(3000));
    there.add(many(3000, 1500));
    await compareRuns(here.run, there.run).comparison();
    const before = here.looks() + there.looks();
    here.add(many(3, 3000));
    await compareRuns(here.run, there.run).comparison();
    expect(here.looks() + there.looks() - before).toBeLessThan(30);
  },
);

it('learns once what two ask for at the same time', async () => {
  const looksFor = async (times: number): Promise<number> => {
    const compareRuns = createCompareRuns();
    const [here, there] = [growingRun(LATER), growingRun()];
    here.add(many(3000));
    there.add(many(3000, 1500));
    const all = Array.from({ length: times }, () => compareRuns(here.run, there.run));
    await Promise.all(all.flatMap((each) => [each.comparison(), each.changes('here')]));
    return here.looks() + there.looks();
  };
  expect(await looksFor(3)).toBeLessThan((await looksFor(1)) + 30);
});

it('gives up when nobody waits any longer, and goes on from there for the next one', async () => {
  const compareRuns = createCompareRuns();
  const [here, there] = [growingRun(LATER), growingRun()];
  here.add(many(3000));
  const abort = new AbortController();
  abort.abort();
  await expect(compareRuns(here.run, there.run).comparison(abort.signal)).rejects.toMatchObject({
    code: 'Cancelled',
  });
  expect(here.looks()).toBeLessThan(300);
  expect((await compareRuns(here.run, there.run).comparison()).counts).toEqual({
    new: 3000,
    gone: 0,
    unchanged: 0,
  });
});
