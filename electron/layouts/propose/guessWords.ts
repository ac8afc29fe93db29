import { counted, formatCount } from '#shared/model/counted.ts';
import type { Guess, GuessPart, Trust } from '#shared/model/layoutProposal.ts';
import type { Encoding } from '#shared/model/streamLayout.ts';
import { pathText } from './places.ts';
import type { Fact, FactGuess } from './contextGuess.ts';
import type { EventGuess } from './eventGuess.ts';
import type { FieldsGuess } from './fieldsGuess.ts';
import type { Frame, FrameFigures } from './frame.ts';
import type { ProjectionGuess } from './projectionGuess.ts';

const guess = (part: GuessPart, trust: Trust, says: string): Guess => ({ part, trust, says });

const list = (names: readonly string[], most = 3): string => {
  const shown = names.slice(0, most).map((name) => `“${name}”`);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/** Which items are events. */
export function eventsWords(frame: Frame, of: number): Guess {
  const { members, marks, match } = frame;
  const share = members.length / of;
  const where =
    match.partition === undefined || match.partition === '{id}'
      ? ''
      : `, and their partitions look like ${match.partition}`;
  const says = `${marks} in ${formatCount(members.length)} of ${counted(of, 'item')}, so these are the events${where}.`;
  return guess('events', frame.strict || share > 0.9 ? 'sure' : share > 0.5 ? 'likely' : 'weak', says);
}

/** What one stream is. */
export function streamWords(frame: Frame, { groups }: FrameFigures): Guess {
  const whole = frame.match.partition === '{id}';
  const named = frame.stream.startsWith('{@');
  // Where the number stands in the partition key, no partition holds more than one event.
  const apart = frame.match.partition?.includes('{seq:digits}') === true;
  const says = apart
    ? `The part {id} of ${frame.match.partition ?? ''} names ${counted(groups, 'stream')}; every event is a partition of its own, so one stream is found by reading the whole table.`
    : named
      ? `${frame.stream.slice(2, -1)} names ${counted(groups, 'stream')}; the key does not, so one stream is found by reading the whole table.`
      : whole
        ? `Each of ${counted(groups, 'partition')} with events is one stream, under its whole key.`
        : `Each of ${counted(groups, 'partition')} with events is one stream, under what follows in ${frame.match.partition ?? ''}.`;
  return guess('stream', named ? 'likely' : 'sure', says);
}

function paddingWords(padding: Frame['padding']): string {
  if (padding === undefined) return '';
  if (padding === 'uneven') return ' Keys are padded to different widths, so they do not sort as they count.';
  return ` Keys are padded to ${counted(padding, 'digit')}.`;
}

/** Why a number is the sequence. */
export function sequenceWords(frame: Frame, figures: FrameFigures): Guess {
  const { distinct, dense, offset } = figures;
  const repeated = frame.members.length - Math.round(distinct * frame.members.length);
  const gaps = dense >= 1 ? 'without a hole' : `with ${Math.floor(dense * 100)} % of the numbers there`;
  const start = offset === 1 ? ' It counts from 0; the first event is shown as 1.' : '';
  const padded = paddingWords(frame.padding);
  const says = `${frame.place[0]?.toUpperCase() ?? ''}${frame.place.slice(1)} ${
    repeated === 0 ? 'never comes twice in a stream' : `comes twice in a stream ${counted(repeated, 'time')}`
  } and counts on ${gaps}, so it is the sequence.${start}${padded}`;
  return guess('sequence', distinct === 1 && dense > 0.95 ? 'sure' : dense > 0.6 ? 'likely' : 'weak', says);
}

const packedWords = ({ body, holds }: EventGuess): string =>
  body === undefined
    ? ''
    : ` in the ${holds === 'list' ? 'list' : 'event'} that “${pathText(body.path)}” ${body.encoding === 'native' ? 'holds' : `packs as ${body.encoding}`}`;

/** Why a place is the type. */
export function typeWords(found: EventGuess): Guess {
  const { type, events } = found;
  if (type === undefined) {
    return guess('type', 'weak', 'No attribute looks like a type: every event is shown as “event”.');
  }
  const says = `“${type.place.text}”${packedWords(found)} holds ${counted(type.kinds.length, 'name')} in ${formatCount(type.place.values.size)} of ${counted(events, 'event')}: ${list(type.kinds)}.`;
  const weak = type.share < 0.9 || !type.named;
  return guess('type', weak ? 'weak' : type.kinds.length > 1 ? 'sure' : 'likely', says);
}

const FORMATS = {
  rfc3339: 'an RFC 3339 time',
  s: 'seconds since 1970',
  ms: 'milliseconds since 1970',
  us: 'microseconds since 1970',
  ns: 'nanoseconds since 1970',
} as const;

/** Why a place is the time. */
export function timeWords({ time, events, item, weights }: EventGuess): Guess {
  if (time === undefined)
    return guess('time', 'weak', 'No attribute reads as a time: events are shown without one.');
  const { place, format } = time;
  const says = `“${place.text}” reads as ${FORMATS[format]} in ${formatCount(place.values.size)} of ${item.time === undefined ? counted(events, 'event') : counted(weights.length, 'item')}.`;
  return guess('time', time.score >= 5 ? 'sure' : 'likely', says);
}

/** Why a place is the payload. */
export function dataWords({ event }: EventGuess): Guess {
  if (event.data === undefined) {
    return guess(
      'data',
      'weak',
      'No map and no packed value stands beside the type: events are shown without a payload.',
    );
  }
  const { path, encoding } = event.data;
  const how = {
    native: 'is a map of its own',
    json: 'is JSON text',
    'json-bytes': 'is bytes of JSON',
    'gzip-json': 'is gzipped JSON',
    'deflate-json': 'is deflated JSON',
    'brotli-json': 'is JSON packed by Brotli',
    bytes: 'is bytes that nobody here can read; they are shown as they are',
  }[encoding];
  return guess(
    'data',
    encoding === 'bytes' ? 'weak' : 'likely',
    `“${pathText(path)}” ${how}, so it is the payload.`,
  );
}

/** Why a place is an id of the event's own. */
export function idWords({ id, events }: EventGuess): readonly Guess[] {
  if (id === undefined) return [];
  const { place, matched, of } = id;
  const why =
    matched > 0
      ? `and ${matched} of ${counted(of, 'causation id')} ${matched === 1 ? 'is' : 'are'} among them, so it is the event’s own id`
      : 'and is called so, so it is the event’s own id; no causation id of the sample names one';
  const says = `“${place.text}” is another text in each of ${counted(events, 'event')}, ${why}.`;
  return [guess('context', matched > 0 ? 'sure' : 'likely', says)];
}

const FACTS = {
  actor: 'the actor',
  correlation: 'the correlation id',
  causation: 'the causation id',
  idempotencyKey: 'the idempotency key',
} as const satisfies Record<Fact, string>;

/** Actor, correlation and the like, where there is any. */
export function contextWords({ facts, itemFacts, events, weights }: EventGuess): readonly Guess[] {
  const told = (found: readonly FactGuess[], of: number, one: string): readonly string[] =>
    found.map(
      ({ fact, place }) =>
        `“${place.text}” for ${FACTS[fact]}, a text in ${formatCount(place.values.size)} of ${counted(of, one)}`,
    );
  const all = [...told(facts, events, 'event'), ...told(itemFacts, weights.length, 'item')];
  return all.length === 0 ? [] : [guess('context', 'likely', `By their names: ${all.join('; ')}.`)];
}

/** What is shown beside the payload. */
export const metadataWords = ({ event: { metadata } }: EventGuess): readonly Guess[] =>
  metadata === undefined
    ? []
    : [guess('data', 'likely', `“${pathText(metadata.path)}” is the metadata by its name.`)];

/** Why some items are the projections. */
export function projectionWords(found: ProjectionGuess | undefined, streams: number): Guess {
  if (found === undefined) {
    return guess(
      'projection',
      'likely',
      'No item lies beside the events of several streams, so none is taken for a projection. For one that lies under keys of its own, add a rule.',
    );
  }
  const says = `${counted(found.items.length, 'partition')} of ${streams} with events also ${found.items.length === 1 ? 'has' : 'have'} an item under ${found.sort}, so that is the stored projection.`;
  return guess('projection', found.items.length >= streams * 0.8 ? 'sure' : 'likely', says);
}

const PACKED_MAPS: Partial<Record<Encoding, string>> = { native: 'a map', json: 'a map as JSON text' };

/** Why the fields of projections lie in one attribute. */
export function fieldsWords(found: FieldsGuess | undefined): readonly Guess[] {
  if (found === undefined) return [];
  const { name, fields, named, lost, beside, projections, trust } = found;
  const what = PACKED_MAPS[fields.encoding] ?? 'a packed map';
  const called = named ? ' and is called so' : ' of the same names each time';
  const rest = lost.length > 0 || beside.length === 0 ? '' : `, with only ${list(beside)} beside it`;
  const gone =
    lost.length === 0
      ? ''
      : `; ${list(lost)} beside it ${lost.length === 1 ? 'is' : 'are'} no ${lost.length === 1 ? 'field' : 'fields'} then`;
  const says = `“${name}” is ${what} in each of ${counted(projections, 'projection')}${called}${rest}, so the fields lie in it${gone}.`;
  return [guess('projection', trust, says)];
}

/** What is left over. */
export function othersWords(
  kinds: readonly { readonly begins: string; readonly count: number }[],
): readonly Guess[] {
  if (kinds.length === 0) return [];
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  const names = kinds.map(
    ({ begins, count }) => `${count} under ${begins === '' ? 'other keys' : `${begins}…`}`,
  );
  return [
    guess(
      'others',
      'likely',
      `${counted(all, 'item')} ${all === 1 ? 'belongs' : 'belong'} to no stream: ${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}.`,
    ),
  ];
}
