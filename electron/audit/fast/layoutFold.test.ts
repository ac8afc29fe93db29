import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { builtInLayout } from '../../layouts/streams/testing/streamsOf.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { files, pageOf, runPass, scans, type KeyNames, type Step } from '../arrangements.fixture.ts';
import type { AuditFinding, AuditSetup } from '../auditPass.ts';
import { referencePass } from '../referencePass.ts';
import { handedOverPass } from './handedOver.fixture.ts';
import { createItemReader } from './itemReader.ts';
import { BYTE_CASES, ORDERS_CASE, type LayoutCase } from './layoutCases.fixture.ts';
import { layoutShapeOf } from './layoutShape.ts';
import { cleanStream, cleanTables, spoiltTables } from './layoutTables.fixture.ts';
import type { StreamShape } from './streamShape.ts';

const parts = { compile: compileLayout, reducerOf: openReducer };

const shapeOf = ({ layout, reducer }: Pick<LayoutCase, 'layout' | 'reducer'>): StreamShape => {
  const shape = layoutShapeOf(compileLayout(layout), reducer, openReducer(reducer));
  if (shape === undefined) throw new Error(`Streams of the layout “${layout.name}” are not folded as bytes.`);
  return shape;
};

const keyOf = ({ layout: { key } }: LayoutCase): KeyNames => ({
  partition: key.partition.name,
  sort: key.sort?.name ?? '',
});

const without = (item: AttributeMap, name: string): AttributeMap =>
  attributeMap(Object.entries(item).filter(([other]) => other !== name));

const sorted = (findings: readonly AuditFinding[]): readonly string[] =>
  findings.map((found) => JSON.stringify(found)).sort();

describe.each(Object.entries(BYTE_CASES))('streams folded as bytes: %s', (_, layoutCase) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const setup = (memoryBudget: number): AuditSetup => ({
    layout: layoutCase.layout,
    reducer: layoutCase.reducer,
    spillFolder: folder,
    memoryBudget,
  });

  const arranged = (items: readonly AttributeMap[]): fc.Arbitrary<readonly Step[]> =>
    fc.oneof(scans(items, keyOf(layoutCase)), files(items));

  it('finds what the full way finds, whatever is done to items and however they are written and arranged', async () => {
    const cases = spoiltTables(layoutCase).chain((items) => fc.tuple(fc.constant(items), arranged(items)));
    await fc.assert(
      fc.asyncProperty(cases, fc.constantFrom(0, 64 << 20), async ([, steps], memory) => {
        const fast = await runPass(handedOverPass(parts), setup(memory), steps);
        const slow = await runPass(referencePass(parts), setup(memory), steps);
        expect(sorted(fast.findings)).toEqual(sorted(slow.findings));
        expect(fast.totals).toEqual(slow.totals);
      }),
      { numRuns: 100 },
    );
  });

  it('goes on from a checkpoint, wherever it was stopped', async () => {
    const cases = spoiltTables(layoutCase)
      .chain(arranged)
      .chain((steps) => fc.tuple(fc.constant(steps), fc.array(fc.nat(steps.length), { maxLength: 2 })));
    await fc.assert(
      fc.asyncProperty(cases, async ([steps, restarts]) => {
        const through = await runPass(handedOverPass(parts), setup(0), steps);
        const resumed = await runPass(handedOverPass(parts), setup(0), steps, restarts);
        expect(sorted(resumed.findings)).toEqual(sorted(through.findings));
        expect(resumed.totals).toEqual(through.totals);
      }),
      { numRuns: 40 },
    );
  });

  it('needs nothing decoded to know a stream in order', () => {
    const shape = shapeOf(layoutCase);
    const reader = createItemReader(shape.projection, 0);
    fc.assert(
      fc.property(cleanTables(layoutCase), (items) => {
        const partition = JSON.stringify(items[0]?.[keyOf(layoutCase).partition]);
        const stream = items.filter(
          (item) => JSON.stringify(item[keyOf(layoutCase).partition]) === partition,
        );
        const fold = shape.createFold();
        const read = stream.map((item) => new Uint8Array(Buffer.from(JSON.stringify(item))));
        for (const bytes of read) {
          reader.read(bytes, 0);
          fold.add(reader);
        }
        const verdict = fold.verdict();
        if (verdict.kind === 'wide') {
          for (let width = shape.padding + 1; width <= verdict.widest; width += 1) {
            for (const bytes of read) {
              reader.read(bytes, 0);
              fold.addWide(reader, width);
            }
          }
        }
        const { length } = stream;
        const hasState = layoutCase.stateItem !== undefined;
        expect(fold.verdict()).toEqual({ kind: 'clean', events: hasState ? length - 1 : length });
      }),
    );
  });
});

describe('faults planted in streams that are folded as bytes', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const types = ['Opened', 'Paid', 'Paid', 'Closed', 'Opened', 'Paid'];
  const drafts = types.map((type, index) => ({ seq: index + 1, type, amount: '12.25' }));
  const items = cleanStream(ORDERS_CASE, 'a', drafts);
  const withItem = (at: number, more: AttributeMap): readonly AttributeMap[] =>
    items.map((item, index) => (index === at ? { ...item, ...more } : item));
  const withoutStatus = items.map((item, index) => (index === 6 ? without(item, 'status') : item));

  it.each<[string, readonly AttributeMap[], readonly string[]]>([
    ['nothing', items, []],
    ['an event gone', items.filter((_, index) => index !== 2), ['projection-drift', 'sequence-gap']],
    [
      'an event twice',
      [...items, { ...items[1], s: { S: 'v02#e' } }],
      ['duplicate-sequence', 'projection-drift'],
    ],
    ['a time before', withItem(3, { time: { S: '2020-01-01T00:00:00Z' } }), ['clock-regression']],
    ['a time that is none', withItem(3, { time: { S: 'never' } }), ['undecodable-event']],
    [
      'a move that is not legal',
      withItem(0, { type: { S: 'Closed' } }),
      ['illegal-transition', 'illegal-transition'],
    ],
    ['an unknown type', withItem(2, { type: { S: 'Sold' } }), ['projection-drift', 'unknown-event']],
    [
      'an event without time',
      withItem(2, { time: { NULL: true } }),
      ['projection-drift', 'undecodable-event'],
    ],
    ['another amount', withItem(6, { total: { N: '36.7500001' } }), ['projection-drift']],
    ['the same amount in other digits', withItem(6, { total: { N: '3675E-2' } }), []],
    ['a field too many', withItem(6, { extra: { S: 'x' } }), ['projection-drift']],
    ['no status', withoutStatus, ['projection-drift']],
    ['no projection', items.slice(0, 6), ['orphan-events']],
    ['nothing but a projection', items.slice(6), ['orphan-projection']],
  ])('%s', async (_, table, kinds) => {
    const setup: AuditSetup = {
      layout: ORDERS_CASE.layout,
      reducer: ORDERS_CASE.reducer,
      spillFolder: folder,
      memoryBudget: 0,
    };
    const steps: readonly Step[] = [
      { kind: 'page', segment: 0, bytes: pageOf(table, 0) },
      { kind: 'endSegment', segment: 0 },
    ];
    const { findings } = await runPass(handedOverPass(parts), setup, steps);
    expect(findings.map(({ finding }) => finding.kind).sort()).toEqual(kinds);
    const slow = await runPass(referencePass(parts), setup, steps);
    expect(sorted(findings)).toEqual(sorted(slow.findings));
  });
});

describe('two projections of one stream', () => {
  it('are not settled by the order of their keys', () => {
    const layoutCase = BYTE_CASES['numeric keys, bodies and marks'];
    if (layoutCase === undefined) throw new Error('There is no such case.');
    const shape = shapeOf(layoutCase);
    const reader = createItemReader(shape.projection, 0);
    const items = cleanStream(layoutCase, 'a', [{ seq: 1, type: 'Opened', amount: '1' }]);
    const other = { ...items[1], s: { N: '998' } };
    const fold = shape.createFold();
    for (const item of [...items.slice(0, 1), other, ...items.slice(1)]) {
      reader.read(new Uint8Array(Buffer.from(JSON.stringify(item))), 0);
      fold.add(reader);
    }
    expect(fold.verdict()).toEqual({ kind: 'unsure' });
  });
});

describe('layouts whose streams only decoding can judge', () => {
  it.each(['equinox', 'ddes', 'j5ik2o', 'akka', 'pekko'])('%s', (name) => {
    const layout = builtInLayout(name);
    expect(layoutShapeOf(layout, { kind: 'none' }, openReducer({ kind: 'none' }))).toBeUndefined();
  });
});
