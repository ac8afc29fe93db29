import { describe, expect, it } from 'vitest';
import type { MfaPrompt } from '#shared/contract/connections.ts';
import { createMfaPrompts } from './mfaPrompts.ts';

const started = () => {
  let ids = 0;
  const prompts = createMfaPrompts(() => `p${(ids += 1)}`);
  const told: MfaPrompt[][] = [];
  const end = prompts.watch((list) => told.push(list));
  return { prompts, told, end, closing: new AbortController() };
};

describe('MFA prompts', () => {
  it('tells every window the open questions and gives the answer to who asked', async () => {
    const { prompts, told, closing } = started();
    const code = prompts.ask('work', 'arn:aws:iam::1:mfa/anna', closing.signal);
    const late: MfaPrompt[][] = [];
    prompts.watch((list) => late.push(list));
    const question = { id: 'p1', connection: 'work', serial: 'arn:aws:iam::1:mfa/anna' };
    expect(late).toEqual([[question]]);
    prompts.answer('p1', '123456');
    prompts.answer('p1', '999999');
    expect(await code).toBe('123456');
    expect(told).toEqual([[], [question], []]);
  });

  it('ends the question when the reader gives up, and when the connection closes', async () => {
    const { prompts, told, closing } = started();
    const first = prompts.ask('work', 'device', closing.signal);
    prompts.answer('p1', null);
    await expect(first).rejects.toMatchObject({ code: 'MfaRequired' });
    const second = prompts.ask('work', 'device', closing.signal);
    closing.abort();
    await expect(second).rejects.toMatchObject({ code: 'Cancelled' });
    await expect(prompts.ask('work', 'device', closing.signal)).rejects.toMatchObject({ code: 'Cancelled' });
    expect(told.at(-1)).toEqual([]);
  });

  it('tells nothing after the listener has ended', () => {
    const { prompts, told, end, closing } = started();
    end();
    prompts.ask('work', 'device', closing.signal).catch(() => undefined);
    expect(told).toEqual([[]]);
    closing.abort();
  });
});
