import { join } from 'node:path';
import { z } from 'zod';
import type { Conflict } from '#shared/model/conflict.ts';
import { demoConflicts } from '../demo/demoConflicts.ts';
import { seedShop } from '../demo/seedShop.ts';
import { SEEDED_LAYOUTS, seedLayout } from '../demo/seedLayout.ts';
import { DEFAULT_SEED, DEFAULT_TASKS } from '../demo/shop.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { initTables } from '../layouts/initTables.ts';
import { jsonFile, type JsonFileOptions } from '../settings/jsonFile.ts';
import type { PrepareListener } from './links.ts';

/** What filling the embedded database needs. */
export interface DemoDeps {
  readonly dataFolder: string;
  readonly journal: { readonly append: (conflict: Conflict) => Promise<void> };
  readonly onProblem: JsonFileOptions<unknown>['onProblem'];
}

const stateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  // `now` is kept, so that a filling that was cut off goes on to the very same items.
  z.object({ state: z.literal('begun'), now: z.number() }),
  z.object({ state: z.literal('done') }),
]);

type DemoState = z.infer<typeof stateSchema>;

/** The table that the shop's tasks go into. */
export const DEMO_TABLE = 'tasks';

/**
 * Makes what fills an empty embedded database at its very first use. It never writes into a database that holds
 * tables of somebody else's, and never twice; after an interruption it begins again with the same data.
 */
export function createDemo({ dataFolder, journal, onProblem }: DemoDeps) {
  const file = jsonFile<DemoState>({
    file: join(dataFolder, 'demo.json'),
    version: 1,
    schema: stateSchema,
    initial: { state: 'never' },
    onProblem,
  });
  return async (dynamo: Dynamo, { say, signal }: PrepareListener): Promise<void> => {
    const { state } = await file.read();
    if (state === 'done') return;
    if (state === 'never' && (await dynamo.listTables({ signal })).length > 0) return;
    const begun = await file.change((before) =>
      before.state === 'never' ? { state: 'begun', now: Date.now() } : before,
    );
    if (begun.state !== 'begun') return;
    const shop = { seed: DEFAULT_SEED, now: begun.now };
    let before = 0;
    const onProgress = ({ items }: { readonly items: number }): void =>
      say(`Filling with demonstration data: ${(before + items).toLocaleString('en')} items written.`);
    await initTables(dynamo, { layout: 'task', signal });
    const { items } = await seedShop(dynamo, {
      ...shop,
      table: DEMO_TABLE,
      tasks: DEFAULT_TASKS,
      faults: true,
      signal,
      onProgress,
    });
    before = items;
    for (const layout of SEEDED_LAYOUTS) {
      await initTables(dynamo, { layout, signal });
      before += (await seedLayout(dynamo, layout, { ...shop, signal, onProgress })).items;
    }
    for (const conflict of demoConflicts({ ...shop, table: DEMO_TABLE })) await journal.append(conflict);
    await file.change(() => ({ state: 'done' }));
  };
}
