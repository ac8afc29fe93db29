import { expect, it } from 'vitest';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import { readyLayout } from './layoutCatalog.ts';
import { createTableStores } from './tableStores.ts';

const REF = { connection: 'x', table: 'orders' };

const castore = BUILT_IN_LAYOUTS.filter(({ name }) => name === 'castore').map((file) =>
  readyLayout(file, 'built-in'),
);

/** The stores of a table that is read by a layout file, or of one of tasks; a call of its connection is refused. */
const storesOf = (streams: (typeof castore)[number] | undefined) => {
  let calls = 0;
  const stores = createTableStores({
    use: () => {
      calls += 1;
      return Promise.reject(new Error('The connection was called.'));
    },
    tables: { streams: () => Promise.resolve(streams) },
  });
  return { stores, calls: () => calls };
};

it.each(['withTasks', 'withLetters'] as const)(
  '%s writes to no table that is read by a layout file',
  async (name) => {
    const { stores, calls } = storesOf(castore[0]);
    await expect(stores[name](REF, () => Promise.resolve())).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringContaining('nothing is written through a layout'),
      nextStep: expect.stringMatching(/\w/),
    });
    expect(calls()).toBe(0);
  },
);

it.each(['withTasks', 'withLetters'] as const)('%s uses the connection of a table of tasks', async (name) => {
  const { stores, calls } = storesOf(undefined);
  await expect(stores[name](REF, () => Promise.resolve())).rejects.toThrow('The connection was called.');
  expect(calls()).toBe(1);
});
