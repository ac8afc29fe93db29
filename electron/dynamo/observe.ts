import type { AppError } from '#shared/errors/appError.ts';
import type { CallReport } from './callReport.ts';
import type { WireObject } from './codec.ts';
import { cancellationReasons, conditionFailure } from './errors.ts';

const OPEN_LIST = 0x5b;

const CONSUMED = Buffer.from('"ConsumedCapacity":');

/** Figures that come before the items come within this many bytes. */
const BEGINNING = 1024;

/** One table's figures: an object without another inside, so no attribute of that name, whose value is tagged. */
const FIGURES = /\{[^{}]*"CapacityUnits":([\d.eE+-]+)/g;

/** Where the list or object that begins at `from` ends; it has no list and no object of its own kind within. */
const endOf = (bytes: Buffer, from: number): number =>
  bytes.indexOf(bytes[from] === OPEN_LIST ? ']' : '}', from);

/** What stands at `at`, behind the name; undefined where that is an attribute. */
function unitsAt(bytes: Buffer, at: number): number | undefined {
  const from = at + CONSUMED.byteLength;
  const figures = bytes.toString('utf8', from, endOf(bytes, from) + 1).matchAll(FIGURES);
  const units = [...figures].map((match) => Number(match[1]));
  return units.length === 0 ? undefined : units.reduce((sum, entry) => sum + entry, 0);
}

/** The last ones of `bytes`; undefined where it tells none. */
function lastUnits(bytes: Buffer): number | undefined {
  for (
    let at = bytes.lastIndexOf(CONSUMED);
    at >= 0;
    at = at === 0 ? -1 : bytes.lastIndexOf(CONSUMED, at - 1)
  ) {
    const units = unitsAt(bytes, at);
    if (units !== undefined) return units;
  }
  return undefined;
}

/** Capacity units that the answer to `input` tells of, found without reading it; 0 where it tells none. */
export function unitsInAnswer(input: WireObject, body: Uint8Array): number {
  return input['ReturnConsumedCapacity'] === 'NONE' ? 0 : unitsInBody(body);
}

/** Capacity units that a body tells of; 0 where it tells none. */
export function unitsInBody(body: Uint8Array): number {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // Before the items or behind them, depending on the server; attributes of that name may lie between.
  return lastUnits(bytes.subarray(0, BEGINNING)) ?? lastUnits(bytes) ?? 0;
}

/** How a failed call is told of; `explained` is its error in our words. */
export function failureReport(
  thrown: unknown,
  explained: AppError,
  aborted: boolean,
): Pick<CallReport, 'outcome' | 'code'> {
  if (aborted) return { outcome: 'failed', code: 'Cancelled' };
  if (conditionFailure(thrown) !== undefined) return { outcome: 'refused', code: undefined };
  const reasons = cancellationReasons(thrown) ?? [];
  if (reasons.some((reason) => reason.code === 'ConditionalCheckFailed')) {
    return { outcome: 'refused', code: undefined };
  }
  return { outcome: 'failed', code: explained.code };
}
