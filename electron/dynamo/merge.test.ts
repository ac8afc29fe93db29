import { describe, expect, it } from 'vitest';
import { mergeInOrder, type Source } from './merge.ts';

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('mergeInOrder', () => {
  it('yields all values, those of one source in order, few sources at a time', async () => {
    let open = 0;
    let most = 0;
    const sources = Array.from({ length: 9 }, (_, source): Source<readonly [number, number]> => {
      return async function* () {
        open += 1;
        most = Math.max(most, open);
        for (let value = 0; value < 5; value += 1) {
          await turn();
          yield [source, value];
        }
        open -= 1;
      };
    });
    const seen = new Map<number, number[]>();
    for await (const [source, value] of mergeInOrder(sources, 3)) {
      seen.set(source, [...(seen.get(source) ?? []), value]);
    }
    expect([...seen.values()]).toEqual(Array.from({ length: 9 }, () => [0, 1, 2, 3, 4]));
    expect(most).toBe(3);
  });

  it('ends all sources when one fails, when it is left early, and when it is aborted', async () => {
    const ended: string[] = [];
    const endless = (name: string): Source<string> =>
      async function* (signal) {
        try {
          while (!signal.aborted) {
            await turn();
            yield name;
          }
          throw new Error('aborted');
        } finally {
          ended.push(name);
        }
      };
    const failing: Source<string> = async function* () {
      await turn();
      yield 'f';
      throw new Error('broken');
    };
    const drain = async (sources: readonly Source<string>[], signal?: AbortSignal, upTo = Infinity) => {
      let count = 0;
      for await (const _value of mergeInOrder(sources, 4, signal)) {
        count += 1;
        if (count >= upTo) break;
      }
    };
    await expect(drain([endless('a'), failing, endless('b')])).rejects.toThrow('broken');
    await drain([endless('c')], undefined, 3);
    const stop = new AbortController();
    setImmediate(() => stop.abort());
    await expect(drain([endless('d'), endless('e')], stop.signal)).rejects.toMatchObject({
      code: 'Cancelled',
    });
    for (let wait = 0; wait < 20; wait += 1) await turn();
    expect(ended.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
