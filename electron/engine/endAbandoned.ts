import { toErrorData } from '#shared/errors/appError.ts';
import { endRecordedEngine, isRecordedEngine } from './adopt.ts';
import { livingUsers } from './membership.ts';
import { sharedRegistry } from './record.ts';
import type { Log } from './types.ts';

/**
 * Ends the engine of a data folder that no living Dynascope uses, as it stays behind when its last user was killed or
 * crashed. One that somebody uses stays, with its dead users struck off; a process that is not verifiably the recorded
 * engine is never touched. Never throws: what cannot be done is logged, and the next start reuses the engine.
 */
export async function endAbandonedEngine(dataFolder: string, log: Log): Promise<void> {
  const registry = sharedRegistry(dataFolder, log);
  // Without a record there is nothing to end, and no reason to make the folder for its lock.
  if (registry.read() === undefined) return;
  try {
    await registry.exclusively(async () => {
      const record = registry.read();
      if (record === undefined) return;
      const users = await livingUsers(record.users);
      const [heir] = users;
      if (heir !== undefined) {
        const owner = users.find((user) => user.process.pid === record.owner.pid) ?? heir;
        if (users.length < record.users.length) {
          await registry.write({ ...record, owner: owner.process, users });
        }
        return;
      }
      if (await isRecordedEngine(record)) {
        await endRecordedEngine(record);
        log(`${record.name} was left running without a Dynascope and has been ended.`);
      }
      await registry.clear();
    });
  } catch (error) {
    log(`An engine left running could not be ended: ${toErrorData(error).message}`);
  }
}
