import type { AttributeValue } from '#shared/model/attributeValue.ts';
import type { TimeFormat } from '#shared/model/streamLayout.ts';
import { parseTime } from '#shared/model/times.ts';
import type { Place } from './places.ts';

/** What the time of an event is usually called, with how sure that makes us. */
const TIME_NAMES: ReadonlyMap<string, number> = new Map([
  ['timestamp', 10],
  ['occurredat', 10],
  ['eventtime', 10],
  ['occurredon', 9],
  ['occurred', 9],
  ['at', 8],
  ['time', 8],
  ['ts', 8],
  ['recordedat', 8],
  ['eventtimestamp', 10],
  ['eventdate', 8],
  ['createdat', 7],
  ['created', 7],
  ['date', 6],
  ['writtenat', 6],
  ['storedat', 6],
  ['t', 4],
  ['updatedat', 3],
]);

/** Times that lie ahead: they say when an item goes, not when something happened. */
const AHEAD = /ttl|expire|expiry|due|delete|until/;

/** Epoch numbers of 2001 to 2096, by their size. */
const EPOCHS = [
  ['s', 1e9, 4e9],
  ['ms', 1e12, 4e12],
  ['us', 1e15, 4e15],
  ['ns', 1e18, 4e18],
] as const satisfies readonly (readonly [TimeFormat, number, number])[];

/** How one value is a time; undefined when it is none. */
export function timeFormatOf(value: AttributeValue): TimeFormat | undefined {
  if ('S' in value) return Number.isNaN(parseTime(value.S)) ? undefined : 'rfc3339';
  if (!('N' in value)) return undefined;
  const number = Number(value.N);
  return EPOCHS.find(([, from, to]) => number >= from && number < to)?.[0];
}

/** A place that looks like that of the time. */
export interface TimeGuess {
  readonly place: Place;
  readonly format: TimeFormat;
  readonly score: number;
}

/** The place that most looks like that of the time among `of` events. */
export function guessTime(
  places: readonly Place[],
  of: number,
  ttlAttribute: string | undefined,
): TimeGuess | undefined {
  const found = places.flatMap((place): TimeGuess[] => {
    if (AHEAD.test(place.name) || place.path === ttlAttribute) return [];
    const values = [...place.values.values()];
    const formats = values.map(timeFormatOf);
    const [format] = formats;
    if (format === undefined || values.length < of * 0.5) return [];
    const alike = formats.filter((each) => each === format).length / formats.length;
    if (alike < 0.9) return [];
    const depth = typeof place.path === 'string' ? place.path.split('.').length : place.path.length;
    const named = TIME_NAMES.get(place.name) ?? 0;
    return [{ place, format, score: (1 + named - (depth - 1) * 0.5) * (values.length / of) * alike }];
  });
  return found.sort((a, b) => b.score - a.score)[0];
}
