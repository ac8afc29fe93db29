import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { builtInLayout } from '../../layouts/streams/testing/streamsOf.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { files, runPass, scans, type KeyNames, type Step } from '../arrangements.fixture.ts';
import type { AuditFinding, AuditSetup } from '../auditPass.ts';
import { referencePass } from '../referencePass.ts';
import { fastPass } from './fastPass.ts';
import { createItemReader } from './itemReader.ts';
import { layoutShapeOf } from './layoutShape.ts';
import { BYTE_CASES, cleanTables, spoiltTables, type LayoutCase } from './layouts.fixture.ts';
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
        const fast = await runPass(fastPass(parts), setup(memory), steps);
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
        const through = await runPass(fastPass(parts), setup(0), steps);
        const resumed = await runPass(fastPass(parts), setup(0), steps, restarts);
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

describe('layouts whose streams only decoding can judge', () => {
  it.each(['equinox', 'ddes', 'j5ik2o', 'akka', 'pekko'])('%s', (name) => {
    const layout = builtInLayout(name);
    expect(layoutShapeOf(layout, { kind: 'none' }, openReducer({ kind: 'none' }))).toBeUndefined();
  });
});
