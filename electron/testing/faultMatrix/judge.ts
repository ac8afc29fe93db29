import { isDeepStrictEqual } from 'node:util';
import { mixedFrom, sameContents, type Contents } from './contents.ts';
import type { Play } from './play.ts';
import type { Row } from './row.ts';

/**
 * The most that an operation may take under a fault, so that it ends in bounded time: requests, for each that it makes
 * without faults and a few to read back; and waits between them, in milliseconds.
 */
const MOST_REQUESTS_EACH = 7;
const MOST_READ_BACK = 30;
const MOST_WAITS = 30_000;

/** Where a play that did not come to its end may have left the tables. */
const mayLie = ({ piecemeal }: Row, contents: Contents, states: readonly Contents[]): boolean =>
  piecemeal === true ? mixedFrom(contents, states) : states.some((state) => sameContents(state, contents));

/**
 * What is wrong with a play under a fault, beside the word it ended in; nothing when nothing is lost, nothing doubled,
 * and it ended in time. `clean` is the play of the same operation without faults.
 */
export async function problemsOf(row: Row, clean: Play, play: Play): Promise<readonly string[]> {
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(`${play.word}: ${problem}`);
  const { states } = clean;
  const end = states.at(-1) ?? clean.contents;
  const unfinished = states.filter((state) => !sameContents(state, end));
  const isEnd = (contents: Contents): boolean =>
    row.notesBestEffort === true ? mayLie(row, contents, states) : sameContents(contents, end);

  if (play.word === clean.word) {
    if (!isDeepStrictEqual(play.result, clean.result)) say('another result than without the fault');
    if (!isEnd(play.contents)) say('other contents than without the fault');
  } else if (play.word === 'WriteOutcomeUnknown' || row.piecemeal === true) {
    if (!mayLie(row, play.contents, states)) say('contents that the operation never leads to');
  } else if (!mayLie(row, play.contents, unfinished.length === 0 ? states : unfinished)) {
    say('it is written in spite of the error, or something else is');
  }

  const most = MOST_REQUESTS_EACH * clean.requests.length + MOST_READ_BACK;
  if (play.requests.length > most) say(`${play.requests.length} requests, and ${most} are the most`);
  if (play.waited > MOST_WAITS) say(`${play.waited} ms of waits`);

  if (play.word !== clean.word) {
    const again = await play.again();
    if (!isEnd(again.contents))
      say(`made again (${again.word}), it leaves other contents than without the fault`);
  }
  return problems;
}
