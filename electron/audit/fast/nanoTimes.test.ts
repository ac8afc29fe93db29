import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { builtInLayout } from '../../layouts/streams/testing/streamsOf.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { pageAlone, runPass } from '../arrangements.fixture.ts';
import { handedOverPass } from './handedOver.fixture.ts';
import { createItemReader } from './itemReader.ts';
import { layoutShapeOf } from './layoutShape.ts';

const compiled = builtInLayout('castore');
const source = { kind: 'none' } as const;
const parts = { compile: compileLayout, reducerOf: openReducer };

const stream = (...fractions: readonly string[]): readonly AttributeMap[] =>
  fractions.map((fraction, index) => ({
    aggregateId: { S: 'orders#1' },
    version: { N: String(index + 1) },
    type: { S: 'Placed' },
    timestamp: { S: `2026-03-11T09:00:00.${fraction}Z` },
  }));

const [FIRST, SECOND] = ['000000001', '000000002'];

describe('times of a layout that differ by a nanosecond', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audit-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const findings = async (items: readonly AttributeMap[]): Promise<readonly string[]> => {
    const setup = { layout: compiled.file, reducer: source, spillFolder: folder, memoryBudget: 64 << 20 };
    const run = await runPass(handedOverPass(parts), setup, pageAlone(items));
    return run.findings.map(({ finding }) => finding.kind);
  };

  it('are found where the clock goes back', async () => {
    expect(await findings(stream(SECOND, FIRST))).toEqual(['clock-regression']);
    expect(await findings(stream('000', SECOND, SECOND, FIRST, '001'))).toEqual(['clock-regression']);
  });

  it('are in order where it goes on, which bytes alone tell', async () => {
    const items = stream('000', FIRST, SECOND, SECOND, '0000000020', '001');
    expect(await findings(items)).toEqual([]);
    const shape = layoutShapeOf(compiled, source, openReducer(source));
    if (shape === undefined) throw new Error('Streams of Castore are not folded as bytes.');
    const reader = createItemReader(shape.projection, 0);
    const fold = shape.createFold();
    for (const item of items) {
      reader.read(new Uint8Array(Buffer.from(JSON.stringify(item))), 0);
      fold.add(reader);
    }
    expect(fold.verdict()).toEqual({ kind: 'clean', events: items.length });
  });
});
