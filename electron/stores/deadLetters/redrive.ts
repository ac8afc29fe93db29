import { hasCode, throwIfCancelled, type AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { DeadLetter, DeadLetterItem, LetterRef } from '#shared/model/deadLetter.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { isWrittenBy } from '../settleWrite.ts';
import { checkEvent, checkFields, checkTaskId } from '../taskEvents/checks.ts';
import { eventKey } from '../taskEvents/keys.ts';
import type { ProjectionChange, ReadOptions, TaskHead } from '../taskEvents/taskEventStore.ts';
import { decodeTaskItem } from '../taskEvents/taskItems.ts';
import type { Redriven, RedriveOptions } from './deadLetterStore.ts';
import { alreadyRedriven, letterCorrupt, letterNotFound, wouldLeaveGap } from './errors.ts';

/** One try: everything that the transaction writes. */
export interface RedriveTry {
  readonly letter: DeadLetter;
  readonly event: TaskEvent;
  readonly projection: ProjectionChange | undefined;
  readonly writeId: string;
  /** RFC 3339. */
  readonly redrivenAt: string;
  readonly signal: AbortSignal | undefined;
}

/** What a redrive needs of a table, in DynamoDB or in memory. */
export interface RedriveTable {
  readonly getLetter: (ref: LetterRef, options?: ReadOptions) => Promise<DeadLetterItem | undefined>;
  readonly readHead: (taskId: string, options?: ReadOptions) => Promise<TaskHead>;
  readonly getEvent: (taskId: string, rangeKey: string) => Promise<AttributeMap | undefined>;
  /**
   * Appends, marks and projects, or nothing of it.
   * @throws `AlreadyRedriven` when the letter's condition failed, for whatever reason; `OptimisticConflict`,
   * `StatusConflict`, `TransactionConflict`, `WriteOutcomeUnknown`
   */
  readonly transact: (attempt: RedriveTry) => Promise<void>;
  readonly now: () => Date;
  readonly newWriteId: () => string;
}

const ROUNDS = 5;

/** Whether another writer was faster, so that looking again may help. */
const isLostRace = (error: unknown): error is AppError =>
  hasCode(error, 'OptimisticConflict') ||
  hasCode(error, 'StatusConflict') ||
  hasCode(error, 'TransactionConflict') ||
  hasCode(error, 'AlreadyRedriven');

const redrivable = (ref: LetterRef, item: DeadLetterItem | undefined): DeadLetter => {
  if (item === undefined) throw letterNotFound(ref);
  if (item.kind === 'corrupt') throw letterCorrupt(ref, item.corrupt.reason);
  return item.letter;
};

/** The event that the redrive named `writeId` made of `letter`; undefined when another redrive did. */
async function ownEvent(
  table: RedriveTable,
  letter: DeadLetter,
  writeId: string,
): Promise<TaskEvent | undefined> {
  if (letter.redrivenSeq === undefined) return undefined;
  const stored = await table.getEvent(letter.taskId, eventKey(letter.redrivenSeq));
  if (stored === undefined || !isWrittenBy(stored, writeId)) return undefined;
  const item = decodeTaskItem(stored);
  return item.kind === 'event' ? item.event : undefined;
}

/**
 * Redrives a letter as {@link DeadLetterStore.redrive} promises. Each round reads the letter first, so a try that was
 * applied after all is found by its mark, and never made a second time.
 */
export async function redriveLetter(
  table: RedriveTable,
  ref: LetterRef,
  options: RedriveOptions = {},
): Promise<Redriven> {
  const { signal, expectedSeq, prepare, rounds = ROUNDS, writeId = table.newWriteId() } = options;
  let lost: AppError | undefined;
  for (let round = 0; ; round += 1) {
    throwIfCancelled(signal);
    const letter = redrivable(ref, await table.getLetter(ref, { signal }));
    if (letter.redrivenAt !== undefined) {
      const event = await ownEvent(table, letter, writeId);
      if (event === undefined) throw alreadyRedriven(letter);
      return { letter, event };
    }
    if (lost !== undefined && (expectedSeq !== undefined || round >= rounds)) throw lost;

    checkTaskId(letter.taskId);
    const head = await table.readHead(letter.taskId, { signal });
    const seq = expectedSeq ?? head.lastSeq + 1;
    checkEvent(letter.event, seq);
    if (seq > head.lastSeq + 1) throw wouldLeaveGap(letter.taskId, seq, head.lastSeq);
    const projection = await prepare?.(letter, head);
    if (projection !== undefined) checkFields(projection.fields);
    const event: TaskEvent = { ...letter.event, seq, key: eventKey(seq) };
    const redrivenAt = table.now().toISOString();
    try {
      await table.transact({ letter, event, projection, writeId, redrivenAt, signal });
      return { letter: { ...letter, redrivenAt, redrivenSeq: seq }, event };
    } catch (error) {
      if (!isLostRace(error)) throw error;
      lost = error;
    }
  }
}
