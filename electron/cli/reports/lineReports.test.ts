import { expect, it } from 'vitest';
import { createOutput } from '../output.ts';
import { textReport } from './lineReports.ts';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';

const SUMMARY = { tasks: 1, events: 1200, items: 1201, findings: 0, units: 0, seconds: 0.25 };

async function totals(
  summary: Parameters<ReturnType<typeof textReport>['end']>[0],
  entry: 'task' | 'stream',
) {
  const stream = new PassThrough();
  const out = createOutput(stream, () => undefined);
  await textReport(out, (_, words) => words, { entry }).end(summary, true);
  await out.flush();
  stream.end();
  return text(stream);
}

it.each([
  [SUMMARY, 'task', '0 findings · 1 task · 1,200 events · 1,201 items · 0.3 s\n'],
  [
    { ...SUMMARY, tasks: 2, findings: 1, units: 1 },
    'stream',
    '\n1 finding · 2 streams · 1,200 events · 1,201 items · 1 read unit · 0.3 s\n',
  ],
  [
    { ...SUMMARY, units: 9040.5, unitsEstimated: true },
    'task',
    '0 findings · 1 task · 1,200 events · 1,201 items · about 9,041 read units · 0.3 s\n',
  ],
] as const)('totals for people: %#', async (summary, entry, line) => {
  expect(await totals(summary, entry)).toBe(line);
});
