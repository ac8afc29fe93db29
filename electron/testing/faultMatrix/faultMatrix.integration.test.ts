import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDynamo } from '../../dynamo/client.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../../engine/testEngine.ts';
import { expectedWords } from './expected.ts';
import { matrixDocument } from './markdown.ts';
import { playMatrix, type PlayedRow } from './playMatrix.ts';
import { ROWS } from './rows/rows.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/faults.md');

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('every operation under every fault', () => {
  let engine: TestEngine;
  let straight: Dynamo;
  let played: readonly PlayedRow[];
  beforeAll(async () => {
    engine = await startTestEngine('dynoxide');
    straight = connectDynamo(
      { kind: 'endpoint', endpoint: engine.endpoint, region: 'us-east-1' },
      { serverKind: 'dynoxide' },
    );
    played = await playMatrix({ endpoint: engine.endpoint, straight }, ROWS);
  }, 600_000);
  afterAll(async () => {
    straight.close();
    await engine.stop();
  });

  it.each(ROWS.map((row, index) => [`${row.store}: ${row.operation}`, index] as const))('%s', (_, index) => {
    const { row, clean, cells = [] } = played[index] ?? {};
    const named = cells
      .filter(({ words }) => words.length > 0)
      .map((cell) => ({
        ...cell,
        name: [cell.column.section, cell.column.fault, cell.column.moment].join(' '),
      }));
    expect(named.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))).toEqual(
      [],
    );
    const found = named.map(({ name, words }) => `${name}: ${words.join(' or ')}`);
    const expected = named.map(({ name, column }) => {
      const words =
        row === undefined || clean === undefined ? [] : expectedWords(row.kind, column, clean.word);
      return `${name}: ${words.join(' or ')}`;
    });
    expect(found).toEqual(expected);
  });

  it('docs/faults.md tells what came out', async () => {
    const options = await resolveConfig(DOCUMENT);
    const text = await format(matrixDocument(played), { ...options, parser: 'markdown' });
    if (process.env['DYNASCOPE_FAULTS'] === 'write') await writeFile(DOCUMENT, text);
    expect(await readFile(DOCUMENT, 'utf8')).toBe(text);
  });
});
