import { expect, test } from 'vitest';
import { endInTime } from './endInTime.ts';

test('what hangs or fails keeps none of the others from ending, and is named in the log', async () => {
  const ended: string[] = [];
  const lines: string[] = [];
  await endInTime(
    [
      { what: 'The worker', end: () => new Promise(() => undefined) },
      { what: 'The audits', end: () => Promise.reject(new Error('no disk')) },
      {
        what: 'The engine',
        end: () => {
          ended.push('engine');
          return Promise.resolve();
        },
      },
    ],
    { log: (line) => lines.push(line), waited: 20 },
  );
  expect(ended).toEqual(['engine']);
  expect(lines).toEqual(['The worker did not end in time', 'The audits did not end cleanly: Error: no disk']);
});
