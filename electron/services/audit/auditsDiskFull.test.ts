import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPassHere } from '../../audit/openPass.ts';
import { FAULTS } from '../../audit/plantedFaults.fixture.ts';
import { auditFolder } from '../../settings/auditFolder.ts';
import type { AuditsDeps } from './audits.ts';
import { auditsOver, ended, EVENTS, rowsOf } from './auditsOver.fixture.ts';
import { pagedTable, startIn } from './pagedTable.fixture.ts';

describe('audits', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dynascope-audits-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([0, 100])('lose no finding when the disk is full for a moment (%i)', async (checkpointEvery) => {
    // More than what is held back of partitions that may come again.
    const many = Array.from({ length: 400 }, (_, index) =>
      FAULTS.diverged({ task: `m${index}`, events: EVENTS, pick: 1 }),
    ).flatMap((task) => task.items);
    const name = `full${checkpointEvery}`;
    let clock = 1;
    let appends = 0;
    const folderOf: AuditsDeps['folderOf'] = (connection) => {
      const real = auditFolder(join(folder, name), connection);
      return {
        ...real,
        filesOf: (run) => {
          const files = real.filesOf(run);
          return {
            ...files,
            openFindings: async (bytes) => {
              const handle = await files.openFindings(bytes);
              const append = handle.appendFile.bind(handle);
              handle.appendFile = async (data) => {
                appends += 1;
                if (appends !== 3) return append(data);
                await append(String(data).slice(0, 5));
                throw new Error('ENOSPC');
              };
              return handle;
            },
          };
        },
      };
    };
    const audits = auditsOver(pagedTable(many), join(folder, name), {
      folderOf,
      checkpointEvery,
      now: () => (clock += 1),
      openPass: (setup, from) => openPassHere()({ ...setup, memoryBudget: 0 }, from),
    });
    const ref = await startIn(audits);
    expect(await ended(audits, ref)).toMatchObject({ state: 'failed' });
    expect(appends).toBe(3);
    await audits.resume(ref);
    expect(await ended(audits, ref)).toMatchObject({ state: 'done', tasks: 400, findings: { error: 400 } });
    const named = (await rowsOf(audits, ref)).map(({ finding }) => finding.task);
    expect([named.length, new Set(named).size]).toEqual([400, 400]);
  });
});
