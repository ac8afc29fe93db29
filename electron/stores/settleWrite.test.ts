import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, hasCode, isAppError } from '#shared/errors/appError.ts';
import { numberTextOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { WriteOutcome } from '../dynamo/dynamo.ts';
import { settleWrite, WRITE_ID, type NamedWrite } from './settleWrite.ts';

const key = { PK: { S: 'a' } };
const item = (version: number, writeId: string): AttributeMap => ({
  ...key,
  version: { N: String(version) },
  [WRITE_ID]: { S: writeId },
});
const cost = { units: 0, attempts: 1 };
const gone = new AppError('Unreachable', { message: 'Cut.', details: { endpoint: 'here' } });

/** A write of version 2 over version 1, or a delete of version 1, with `stored` to be read back. */
const writeOf = (stored: AttributeMap | undefined | Error, more: Partial<NamedWrite> = {}): NamedWrite => ({
  dynamo: {
    getItem: () =>
      stored instanceof Error ? Promise.reject(stored) : Promise.resolve({ item: stored, ...cost }),
  },
  table: 't',
  key,
  writeId: 'ours',
  what: 'version 2',
  untouched: (found) => found !== undefined && numberTextOf(found, 'version') === '1',
  ...more,
});

const failed = (old: AttributeMap | undefined, repeated = false): WriteOutcome => ({
  outcome: 'conditionFailed',
  ...{ old, repeated },
  ...cost,
});
const lost = (mayStillHappen = false): WriteOutcome => ({
  outcome: 'lost',
  ...{ error: gone, mayStillHappen },
  ...cost,
});

const before = item(1, 'before');
const ours = item(2, 'ours');
const theirs = item(2, 'theirs');
const unreadable = new Error('not to be read');
const toDelete = { writeId: undefined };
const sayNotApplied = { evidence: () => 'notApplied' as const };
const sayApplied = { evidence: () => Promise.resolve('applied' as const) };

/** Applied, not applied and met that, the error's code. */
const verdict = (write: NamedWrite, outcome: WriteOutcome): Promise<unknown> =>
  settleWrite(write, outcome).then(
    (settled) => (settled.applied ? 'applied' : ['met', settled.met]),
    (error: unknown): unknown => (isAppError(error) ? error.code : error),
  );

describe('settleWrite', () => {
  it.each<readonly [string, NamedWrite, WriteOutcome, unknown]>([
    ['done', writeOf(unreadable), { outcome: 'done', ...cost }, 'applied'],
    ['refused, and met ours', writeOf(unreadable), failed(ours, true), 'applied'],
    ['refused at once, and met theirs', writeOf(unreadable), failed(theirs), ['met', theirs]],
    ['refused later, and met theirs', writeOf(unreadable), failed(theirs, true), 'WriteOutcomeUnknown'],
    [
      'refused later, met theirs, which nobody writes over',
      writeOf(unreadable, sayNotApplied),
      failed(theirs, true),
      ['met', theirs],
    ],
    ['refused later, a log holds ours', writeOf(unreadable, sayApplied), failed(theirs, true), 'applied'],
    ['refused, old item not told, ours there', writeOf(ours), failed(undefined, true), 'applied'],
    ['refused, old item not told, theirs there', writeOf(theirs), failed(undefined), ['met', theirs]],
    ['refused, there is none', writeOf(undefined), failed(undefined), ['met', undefined]],
    ['refused, not to be read', writeOf(unreadable), failed(undefined), 'WriteOutcomeUnknown'],
    ['lost, ours there', writeOf(ours), lost(), 'applied'],
    ['lost, nothing changed', writeOf(before), lost(), 'Unreachable'],
    ['lost, nothing changed yet', writeOf(before), lost(true), 'WriteOutcomeUnknown'],
    ['lost, theirs there', writeOf(theirs), lost(), 'WriteOutcomeUnknown'],
    ['lost, theirs there, which nobody writes over', writeOf(theirs, sayNotApplied), lost(), ['met', theirs]],
    ['lost, not to be read', writeOf(unreadable), lost(), 'WriteOutcomeUnknown'],
    [
      'delete refused at once, there is none',
      writeOf(undefined, toDelete),
      failed(undefined),
      ['met', undefined],
    ],
    ['delete refused later, there is none', writeOf(undefined, toDelete), failed(undefined, true), 'applied'],
    ['delete refused at once, met theirs', writeOf(unreadable, toDelete), failed(theirs), ['met', theirs]],
    [
      'delete refused later, met theirs',
      writeOf(unreadable, toDelete),
      failed(theirs, true),
      'WriteOutcomeUnknown',
    ],
    ['delete lost, there is none', writeOf(undefined, toDelete), lost(), 'applied'],
    ['delete lost, nothing changed', writeOf(before, toDelete), lost(), 'Unreachable'],
    ['delete lost, nothing changed yet', writeOf(before, toDelete), lost(true), 'WriteOutcomeUnknown'],
    ['delete lost, theirs there', writeOf(theirs, toDelete), lost(), 'WriteOutcomeUnknown'],
  ])('%s', async (_what, write, outcome, expected) => {
    expect(await verdict(write, outcome)).toEqual(expected);
  });

  /**
   * What happens, in order: a sending of ours that is answered, whose answer is lost, or that nobody hears of; or
   * somebody else writes under the version that is there.
   */
  const happening = fc.constantFrom('answered', 'lost', 'unheard', 'other');

  it.each(['put', 'delete'] as const)('never says what is not so of a %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 7 }), async (happenings) => {
        let stored: AttributeMap | undefined = before;
        let applied = false;
        let maybe = false;
        let outcome: WriteOutcome | undefined;
        for (const what of happenings) {
          if (what === 'other') {
            if (stored !== undefined) stored = item(Number(numberTextOf(stored, 'version')) + 1, 'theirs');
            continue;
          }
          if (outcome !== undefined) continue;
          const met: AttributeMap | undefined = stored;
          const holds = met !== undefined && numberTextOf(met, 'version') === '1';
          if (holds && what !== 'unheard') {
            stored = kind === 'put' ? ours : undefined;
            applied = true;
          }
          if (what === 'answered') outcome = holds ? { outcome: 'done', ...cost } : failed(met, maybe);
          maybe = true;
        }
        if (!maybe) return;
        const write = writeOf(stored, kind === 'put' ? {} : toDelete);
        const said = await settleWrite(write, outcome ?? lost()).then(
          (settled) => settled.applied,
          (error: unknown) => (hasCode(error, 'WriteOutcomeUnknown') ? undefined : false),
        );
        if (said !== undefined) expect(said).toBe(applied);
      }),
      { numRuns: 500 },
    );
  });
});
