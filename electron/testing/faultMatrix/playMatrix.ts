import type { Dynamo } from '../../dynamo/dynamo.ts';
import { runInFlight } from '../../dynamo/inFlight.ts';
import { COLUMNS, type Column, type Script } from './columns.ts';
import { problemsOf } from './judge.ts';
import { play, type Play } from './play.ts';
import type { Row } from './row.ts';

/** How an operation fared under one fault, in all its plays; no words where the fault cannot happen. */
export interface Cell {
  readonly row: Row;
  readonly column: Column;
  /** Each once, in order. */
  readonly words: readonly string[];
  readonly problems: readonly string[];
}

/** An operation without faults and under each. */
export interface PlayedRow {
  readonly row: Row;
  readonly clean: Play;
  readonly cells: readonly Cell[];
}

interface Job {
  readonly row: Row;
  readonly clean: Play;
  readonly column: Column;
  readonly script: Script;
}

/** Plays under way at a time: those that wait for silence to be noticed cost next to nothing. */
const SILENT_IN_FLIGHT = 60;
const IN_FLIGHT = 6;

/** Plays every row without faults, then under every fault of every column. */
export async function playMatrix(
  server: { readonly endpoint: string; readonly straight: Dynamo },
  rows: readonly Row[],
): Promise<readonly PlayedRow[]> {
  const cleans = await runInFlight(rows, IN_FLIGHT, (row) =>
    play(server, row, undefined, undefined, (clean) => ({ row, clean })),
  );
  const jobs = cleans.flatMap(({ row, clean }) =>
    COLUMNS.flatMap((column) =>
      column.scripts(clean.requests).map((script): Job => ({ row, clean, column, script })),
    ),
  );
  const playAll = (silent: boolean, most: number) =>
    runInFlight(
      jobs.filter(({ column }) => (column.silence !== undefined) === silent),
      most,
      async ({ row, clean, column, script }) =>
        play(server, row, script, column.silence, async (played) => ({
          ...{ row, column, word: played.word },
          problems: await problemsOf(row, clean, played),
        })),
    );
  const played = (await Promise.all([playAll(true, SILENT_IN_FLIGHT), playAll(false, IN_FLIGHT)])).flat();
  return cleans.map(({ row, clean }) => ({
    row,
    clean,
    cells: COLUMNS.map((column): Cell => {
      const plays = played.filter((each) => each.row === row && each.column === column);
      return {
        row,
        column,
        words: [...new Set(plays.map(({ word }) => word))].sort(),
        problems: plays.flatMap(({ problems }) => problems),
      };
    }),
  }));
}
