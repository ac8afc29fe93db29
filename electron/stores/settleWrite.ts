import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { Dynamo, WriteOutcome } from '../dynamo/dynamo.ts';

/** The attribute that names the write which made an item, so that a lost answer can be told from a lost race. */
export const WRITE_ID = 'write_id';

/** Whether the write named `writeId` made `item`. */
export function isWrittenBy(item: AttributeMap | undefined, writeId: string): boolean {
  return item !== undefined && stringOf(item, WRITE_ID) === writeId;
}

/** Nobody can say whether the write was applied. `what` names it in a few words. */
export function outcomeUnknown(what: string, cause: unknown): AppError<'WriteOutcomeUnknown'> {
  return new AppError('WriteOutcomeUnknown', {
    message: `It is not known whether this was written: ${what}. The answer got lost on the way.`,
    nextStep: 'Read it again and look. Writing it again from here is safe only while this window stays open.',
    details: { what },
    cause,
  });
}

/** A conditional write on one item that named itself in {@link WRITE_ID}, or a conditional delete. */
export interface NamedWrite {
  readonly dynamo: Pick<Dynamo, 'getItem'>;
  readonly table: string;
  readonly key: AttributeMap;
  /** The name it left on the item; undefined for a delete, whose trace is that the item is gone. */
  readonly writeId: string | undefined;
  /**
   * Whether an earlier call under the same name may have been applied and covered since, so that somebody else's item is
   * no proof of having lost.
   */
  readonly again?: boolean | undefined;
  /** In a few words, for messages: `version 4 of record “a:b”`. */
  readonly what: string;
  /** Whether what is stored still meets the write's condition, so that the write was not done. */
  readonly untouched: (stored: AttributeMap | undefined) => boolean;
  /**
   * Decides by other evidence what is stored once another writer has been there since: `notApplied` when nobody
   * could have covered our write, or a log of all writes does not hold it. Left out: it stays unknown.
   */
  readonly evidence?: (
    stored: AttributeMap | undefined,
  ) => 'applied' | 'notApplied' | 'unknown' | Promise<'applied' | 'notApplied' | 'unknown'>;
}

/** The write was done, or its condition failed for certain; `met` is what it met, as far as anybody told. */
export type Settled =
  | { readonly applied: true; readonly old: AttributeMap | undefined }
  | { readonly applied: false; readonly met: AttributeMap | undefined };

/**
 * Decides a conditional write whose answer may have been lost (ADR “ambiguous writes”; FACTS, AWS SDK): never a false
 * conflict, never a false success.
 * @throws `WriteOutcomeUnknown` when what is stored does not decide it; the write's own error when it was certainly
 * not done
 */
export async function settleWrite(write: NamedWrite, outcome: WriteOutcome): Promise<Settled> {
  const { writeId, what } = write;
  const isOurs = (stored: AttributeMap | undefined): boolean =>
    writeId === undefined ? stored === undefined : isWrittenBy(stored, writeId);
  const byEvidence = async (stored: AttributeMap | undefined, cause: unknown): Promise<Settled> => {
    switch ((await write.evidence?.(stored)) ?? 'unknown') {
      case 'applied':
        return { applied: true, old: undefined };
      case 'notApplied':
        return { applied: false, met: stored };
      case 'unknown':
        throw outcomeUnknown(what, cause);
    }
  };

  switch (outcome.outcome) {
    case 'done':
      return { applied: true, old: outcome.old };
    case 'conditionFailed': {
      // Some servers do not send the old item; then only reading back tells ours from another's.
      const met = outcome.old ?? (await readBack(write, undefined));
      const repeated = outcome.repeated || write.again === true;
      // A delete that was sent once and met nothing has lost; sent twice, the first may have done it.
      if (isOurs(met) && (writeId !== undefined || repeated)) return { applied: true, old: undefined };
      return repeated ? byEvidence(met, undefined) : { applied: false, met };
    }
    case 'lost': {
      const stored = await readBack(write, outcome.error);
      if (isOurs(stored)) return { applied: true, old: undefined };
      if (!write.untouched(stored)) return byEvidence(stored, outcome.error);
      throw outcome.mayStillHappen ? outcomeUnknown(what, outcome.error) : outcome.error;
    }
  }
}

/** Reads what is stored; not under the caller's signal, since the answer matters even when nobody waits for it. */
async function readBack(
  { dynamo, table, key, what }: NamedWrite,
  cause: unknown,
): Promise<AttributeMap | undefined> {
  try {
    return (await dynamo.getItem({ table, key, consistent: true })).item;
  } catch (error) {
    throw outcomeUnknown(what, cause ?? error);
  }
}
