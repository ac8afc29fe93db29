import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from './auditText.fixture.ts';
import { auditPartition } from './commands/auditPartition.ts';
import { bareDeps, sink } from './runHere.fixture.ts';

describe('audit-partition', () => {
  const audit = async (input: string, options: { readonly sorted?: true; readonly summary?: true } = {}) => {
    const out = sink();
    const lines: string[] = [];
    await auditPartition(
      {
        deps: bareDeps,
        out: {
          isTerminal: false,
          isClosed: () => false,
          flush: () => Promise.resolve(),
          line: (line) => Promise.resolve(void lines.push(line)),
        },
        say: () => undefined,
        glance: () => undefined,
        paint: (_, words) => words,
        signal: new AbortController().signal,
        exit: () => undefined,
      },
      Readable.from([Buffer.from(input)]),
      { layout: 'task', memory: 64, ...options },
    );
    expect(out.text()).toBe('');
    return lines.map((line) => z.looseObject({}).parse(JSON.parse(line)));
  };

  it('prints a line a finding, and the summary when asked', async () => {
    const found = await audit(text, { summary: true });
    expect(found.map(({ kind }) => kind)).toEqual(['sequence-gap', 'projection-drift', undefined]);
    expect(found[2]).toMatchObject({ summary: { tasks: 3, findings: 2 } });
  });

  it('verifies the promise of order', async () => {
    expect(await audit(text, { sorted: true })).toHaveLength(2);
    const mixed = text.split('\n').reverse().join('\n');
    await expect(audit(mixed, { sorted: true })).rejects.toMatchObject({ code: 'InvalidInput' });
    expect(await audit(mixed)).toHaveLength(2);
  });

  it('has nothing to say of nothing', async () => {
    expect(await audit('')).toEqual([]);
    expect(await audit('\n\n')).toEqual([]);
  });
});
