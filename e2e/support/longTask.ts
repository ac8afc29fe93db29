import type { Page, TestInfo } from '@playwright/test';
import type { Place } from '#shared/model/place.ts';
import { connectionsFile } from '../../electron/settings/connectionsFile.ts';
import { LONG_TABLE, startLongTaskServer } from '../../electron/testing/longTask/longTaskServer.ts';
import { withDataFolder } from '../host/dataFolders.ts';
import { startHost } from '../host/start.ts';

/** The one task of the table. */
export const LONG_TASK = 'import';

/** A window of a host whose one connection leads to a table with one task of many events. */
export interface LongTaskWindow {
  readonly page: Page;
  /** The table. */
  readonly place: Required<Pick<Place, 'connection' | 'table'>>;
  /** Lets what is held back be read. */
  readonly release: () => void;
}

/**
 * Runs `body` beside a task of `events` events, and closes everything after it. `pages`, `holdsTable`: what is held back
 * until `release`, as with `startLongTaskServer`.
 */
export async function withLongTask(
  info: TestInfo,
  { events, ...held }: { readonly events: number; readonly pages?: number; readonly holdsTable?: boolean },
  body: (window: LongTaskWindow) => Promise<void>,
): Promise<void> {
  const server = await startLongTaskServer({ task: LONG_TASK, events }, held);
  await withDataFolder('empty', async (folder) => {
    const saved = await connectionsFile(folder, (problem) => {
      throw new Error(`The connections cannot be written: ${JSON.stringify(problem)}`);
    }).save({ name: 'Long', target: { kind: 'endpoint', endpoint: server.endpoint, region: 'local' } });
    const host = await startHost(info.project.name, folder);
    try {
      const place = { connection: saved.id, table: LONG_TABLE };
      await body({ page: host.page, place, release: server.release });
    } finally {
      await host.close();
      await server.close();
    }
  });
}
