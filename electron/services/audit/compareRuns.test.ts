import { describe, expect, it } from 'vitest';
import { auditStateSchema, type AuditRun } from '#shared/model/audit.ts';
import type { AuditCaveat } from '#shared/model/auditComparison.ts';
import type { Finding } from '#shared/model/finding.ts';
import { BUILT_IN_LAYOUTS } from '../../layouts/streams/builtInLayouts.ts';
import type { ModuleSource } from '../../replay/reducers/replaySetup.ts';
import type { JudgedBy } from './auditCaveats.ts';
import { createCompareRuns, type ComparedRun } from './compareRuns.ts';
import { createFindingIndex } from './findingIndex.ts';

const compareRuns = createCompareRuns();

const [LAYOUT, OTHER_LAYOUT] = BUILT_IN_LAYOUTS;
if (LAYOUT === undefined || OTHER_LAYOUT === undefined) throw new Error('No layouts.');

const orphan = (task: string): Finding => ({ kind: 'orphan-events', severity: 'error', task });
const at = (task: string, seq: number): Finding => ({
  kind: 'unknown-event',
  severity: 'warning',
  task,
  seq,
  type: 'Odd',
});

const indexOf = (findings: readonly Finding[]): ComparedRun['index'] => {
  const index = createFindingIndex();
  findings.forEach((finding, offset) => index.add({ row: { finding }, offset, length: 1 }));
  return index;
};

const RUN: AuditRun = {
  run: 'r',
  table: 't',
  state: 'done',
  startedAt: '2026-11-22T12:00:00.000Z',
  endedAt: '2026-11-22T12:01:00.000Z',
  options: { pricePerMillion: 0 },
  layout: 'Tasks',
  reducer: 'tasks, built in',
  expectedItems: 100,
  tasks: 10,
  events: 20,
  items: 30,
  units: 4,
  seconds: 5,
  judging: false,
  findings: { error: 0, warning: 0, info: 0 },
};

interface More extends Partial<Omit<JudgedBy, 'run'>> {
  readonly run?: Partial<AuditRun>;
}

const sideOf = (findings: readonly Finding[], { run, ...more }: More = {}): ComparedRun => ({
  layout: LAYOUT,
  reducer: { kind: 'task' },
  programs: ['1.2.3'],
  ...more,
  run: { ...RUN, ...run },
  index: indexOf(findings),
});

const LATER = { startedAt: '2026-11-22T13:00:00.000Z', endedAt: '2026-11-22T13:01:00.000Z' };

/** The later one has lost the finding of “a”, kept that of “b”, and got that of “c”; “d” has one of two still. */
const EARLIER_FINDINGS = [orphan('a'), orphan('b'), at('d', 4), at('d', 5), orphan('z')];
const LATER_FINDINGS = [orphan('b'), orphan('c'), at('d', 5), at('d', 6), orphan('z')];

const compared = async (later: More = {}, earlier: More = {}) => {
  const side = sideOf(LATER_FINDINGS, { ...later, run: { ...LATER, ...later.run } });
  const difference = compareRuns(side, sideOf(EARLIER_FINDINGS, earlier));
  const [here, there] = [await difference.changes('here'), await difference.changes('there')];
  const changes = [
    ...LATER_FINDINGS.map((_, position) => here(position)),
    ...EARLIER_FINDINGS.map((_, position) => there(position)),
  ];
  return {
    ...(await difference.comparison()),
    changes,
    key: [difference.keyOf('here'), difference.keyOf('there')].join(),
  };
};

const CERTAIN = { new: 2, gone: 2, unchanged: 3 };
const UNCERTAIN = { 'only-here': 2, 'only-there': 2, unchanged: 3 };

const moduleOf = (code: string, name = 'orders.ts'): ModuleSource => ({
  kind: 'module',
  name,
  files: [{ name, code, imports: {} }],
});

describe('two audits of a table', () => {
  it('both whole, by the same rules: what one lacks is new or gone', async () => {
    const { counts, caveats, startedAt, changes } = await compared();
    expect(counts).toEqual(CERTAIN);
    expect(caveats).toEqual([]);
    expect(startedAt).toEqual({ here: LATER.startedAt, there: RUN.startedAt });
    expect(changes).toEqual(
      ['unchanged', 'new', 'unchanged', 'new', 'unchanged'].concat([
        'gone',
        'unchanged',
        'gone',
        'unchanged',
        'unchanged',
      ]),
    );
  });

  const ENDED_EARLY = auditStateSchema.options.filter((state) => state !== 'done');

  it.each(ENDED_EARLY)('the later one %s: only of tasks that it names is anything gone', async (state) => {
    const { counts, caveats, changes } = await compared({ run: { state, judging: state === 'running' } });
    expect(caveats).toEqual([
      { kind: 'unfinished', of: 'here', state, judging: state === 'running', items: 30, expectedItems: 100 },
    ]);
    expect(counts).toEqual({ new: 2, gone: 1, 'only-there': 1, unchanged: 3 });
    expect(changes.slice(5)).toEqual(['only-there', 'unchanged', 'gone', 'unchanged', 'unchanged']);
  });

  it.each(ENDED_EARLY)('the earlier one %s: only of tasks that it names is anything new', async (state) => {
    const { counts, caveats, changes } = await compared({}, { run: { state } });
    expect(caveats).toMatchObject([{ kind: 'unfinished', of: 'there', state }]);
    expect(counts).toEqual({ 'only-here': 1, new: 1, gone: 2, unchanged: 3 });
    expect(changes.slice(0, 5)).toEqual(['unchanged', 'only-here', 'unchanged', 'new', 'unchanged']);
  });

  it('says nothing of the last task that an unfinished one names: it may have been torn', async () => {
    const here = sideOf([orphan('a'), at('d', 5)], { run: { ...LATER, state: 'interrupted' } });
    const { counts } = await compareRuns(here, sideOf([orphan('a'), at('d', 4), at('d', 5)])).comparison();
    expect(counts).toEqual({ new: 0, 'only-there': 1, unchanged: 2 });
  });

  it('does not say that none is new or gone where much was not judged', async () => {
    const unfinished = { run: { state: 'cancelled' } } as const;
    const none = compareRuns(sideOf([], { run: { ...LATER, ...unfinished.run } }), sideOf([], unfinished));
    const { counts, caveats } = await none.comparison();
    expect(counts).toEqual({ 'only-here': 0, 'only-there': 0, unchanged: 0 });
    expect(caveats).toMatchObject([{ of: 'here' }, { of: 'there' }]);
  });

  const changed = { ...LAYOUT, ignore: [{ where: [], sort: 'OLD#{rest:any}' }] };
  const two = (kind: 'layout' | 'reducer', here: string, there = here): AuditCaveat => ({
    kind,
    here,
    there,
  });
  const { layout, reducer } = RUN;

  it.each<[string, More, More, AuditCaveat]>([
    [
      'another layout',
      { layout: OTHER_LAYOUT, run: { layout: 'Other' } },
      {},
      two('layout', 'Other', layout),
    ],
    ['a layout changed since', { layout: changed }, {}, two('layout', layout)],
    [
      'another reducer',
      { reducer: moduleOf('1'), run: { reducer: 'orders.ts' } },
      {},
      two('reducer', 'orders.ts', reducer),
    ],
    [
      'a reducer changed since',
      { reducer: moduleOf('2'), run: { reducer: 'orders.ts' } },
      { reducer: moduleOf('1'), run: { reducer: 'orders.ts' } },
      two('reducer', 'orders.ts'),
    ],
    [
      'another version of the program',
      { programs: ['1.3.0'] },
      {},
      { kind: 'program', here: ['1.3.0'], there: ['1.2.3'] },
    ],
    [
      'two versions of the program',
      { programs: ['1.2.3', '1.3.0'] },
      { programs: ['1.2.3', '1.3.0'] },
      { kind: 'program', here: ['1.2.3', '1.3.0'], there: ['1.2.3', '1.3.0'] },
    ],
    [
      'a version that is not known',
      {},
      { programs: undefined },
      { kind: 'program', here: ['1.2.3'], there: undefined },
    ],
    ['versions that are not known', { programs: undefined }, { programs: undefined }, { kind: 'program' }],
    [
      'the earlier one gone on with since',
      {},
      { resumedAt: '2026-11-22T13:30:00.000Z', run: { endedAt: '2026-11-22T13:31:00.000Z' } },
      { kind: 'overlap', of: 'there' },
    ],
    [
      'the earlier one being gone on with',
      {},
      { resumedAt: '2026-11-22T13:30:00.000Z' },
      { kind: 'overlap', of: 'there' },
    ],
  ])('by %s: nothing is called new or gone', async (_, later, earlier, caveat) => {
    const { counts, caveats, changes } = await compared(later, earlier);
    expect(caveats).toEqual([caveat]);
    expect(counts).toEqual(UNCERTAIN);
    expect(new Set(changes)).toEqual(new Set(['unchanged', 'only-here', 'only-there']));
  });

  it('are compared as before where only names differ, and where one was gone on with before the other began', async () => {
    // What folded is known by itself; the layout only says what would.
    const reducer = { kind: 'none' } as const;
    const named = { ...LAYOUT, name: 'mine', title: 'Mine', description: 'As theirs.', reducer };
    const { counts, caveats } = await compared(
      { layout: named, run: { layout: 'Mine' } },
      { resumedAt: '2026-11-22T12:00:30.000Z' },
    );
    expect(caveats).toEqual([]);
    expect(counts).toEqual(CERTAIN);
  });

  it('tell with the key when an answer may have changed', async () => {
    const keyOf = async (later: More = {}, earlier: More = {}) => (await compared(later, earlier)).key;
    const cancelled = { run: { state: 'cancelled' } } as const;
    expect(await keyOf(cancelled)).not.toBe(await keyOf());
    expect(await keyOf(cancelled)).not.toBe(await keyOf({}, cancelled));
    expect(await keyOf({ run: { items: 31 } })).toBe(await keyOf());
  });

  it('take a gap that was filled in part for the same one', async () => {
    type Missing = Extract<Finding, { kind: 'sequence-gap' }>['missing'];
    const gap = (missing: Missing): Finding => ({
      kind: 'sequence-gap',
      severity: 'error',
      task: 'a',
      missing,
    });
    const before = sideOf([gap([4, 5, 6])]);
    const count = async (now: Missing) =>
      (await compareRuns(sideOf([gap(now)], { run: LATER }), before).comparison()).counts;
    expect(await count([4])).toEqual({ new: 0, gone: 0, unchanged: 1 });
    expect(await count([[4, 300]])).toEqual({ new: 0, gone: 0, unchanged: 1 });
    expect(await count([6])).toEqual({ new: 1, gone: 1, unchanged: 0 });
  });
});
