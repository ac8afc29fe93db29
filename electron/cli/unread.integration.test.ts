import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANTED } from '../demo/planted/ids.ts';
import { startTestEngine, testEngineUnavailable, type TestEngine } from '../engine/testEngine.ts';
import { builtCli, type BuiltCli } from './builtCli.fixture.ts';

describe.skipIf(testEngineUnavailable('dynoxide') !== undefined)('a command whose reader goes away', () => {
  let engine: TestEngine;
  let cli: BuiltCli;
  beforeAll(async () => {
    [cli, engine] = await Promise.all([builtCli(), startTestEngine('dynoxide')]);
    const seeded = await cli.run(to(['seed', '--tasks', '3', '--faults']));
    expect(seeded).toMatchObject({ status: 0 });
  });
  afterAll(async () => {
    await engine.stop();
    await cli.remove();
  });

  const to = (args: readonly string[]): readonly string[] => [...args, '--endpoint', engine.endpoint];

  it.each([
    ['replay', 'tasks', PLANTED.illegal],
    ['replay', 'tasks', PLANTED.illegal, '--json'],
    ['events', 'tasks', PLANTED.illegal],
    ['tasks', 'tasks'],
    ['tables'],
  ])('ends without a word, and not as if it were done: %s', async (...args) => {
    const read = await cli.run(to(args));
    expect(read.status).toBe(0);
    expect(read.stdout).not.toBe('');
    expect(await cli.runUnread(to(args))).toMatchObject({
      status: 130,
      stdout: '',
      stderr: '',
    });
  });

  it('keeps the verdict that it came to', async () => {
    expect(await cli.run(to(['replay', 'tasks', PLANTED.edited]))).toMatchObject({ status: 1 });
    expect((await cli.runUnread(to(['replay', 'tasks', PLANTED.edited]))).status).toBe(1);
  });
});
