import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { connectDynamo } from './client.ts';
import { withServer } from './ownServer.fixture.ts';

const ITEM = '{"Item":{"PK":{"S":"a"}}}';

/** An answer that is held back, and whether its call has hung up. */
interface Held {
  readonly key: string;
  readonly response: ServerResponse;
  hungUp: boolean;
}

it('ends the request of a call that is cancelled, and those of no others of its kind', async () => {
  const held: Held[] = [];
  let told = (): void => undefined;
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds())
      await new Promise<void>((resolve) => {
        told = resolve;
      });
  };
  await withServer(
    (request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        const call: Held = { key: /"S":"(\w)"/.exec(body)?.[1] ?? '', response, hungUp: false };
        response.on('close', () => {
          call.hungUp = !response.writableFinished;
          told();
        });
        held.push(call);
        told();
      });
    },
    async (endpoint) => {
      const dynamo = connectDynamo({ kind: 'endpoint', endpoint, region: 'local' });
      const stops = ['a', 'b', 'c'].map(() => new AbortController());
      const calls = ['a', 'b', 'c'].map((key, index) =>
        dynamo.getItem({ table: 't', key: { PK: { S: key } } }, { signal: stops[index]?.signal }),
      );
      const ends = Promise.allSettled(calls);
      await until(() => held.length === 3);
      stops[1]?.abort();
      await until(() => held.some(({ hungUp }) => hungUp));
      expect(held.filter(({ hungUp }) => hungUp).map(({ key }) => key)).toEqual(['b']);
      for (const { response, hungUp } of held) if (!hungUp) response.end(ITEM);
      expect((await ends).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      dynamo.close();
    },
  );
});
