import type { FieldTag, Marking, SkimmedPage, Skimmer } from '../replay/skim.ts';
import { createColumn } from '../replay/column.ts';
import { areBytes, beginWith } from '../audit/fast/compareBytes.ts';
import { createTimeReader } from '../audit/fast/eventTimes.ts';
import { countIn } from '../audit/fast/keyBytes.ts';
import { compileProjection, createFound, project } from '../pages/projection.ts';
import { IRREGULAR, skipExtent } from '../pages/skip.ts';
import { LETTER } from '../pages/skipValue.ts';
import { utf8Text } from '../pages/text.ts';
import { walkAnswer, walkList } from '../pages/walkAnswer.ts';
import { EVENT_PREFIX, taskKey } from '../stores/taskEvents/keys.ts';
import { unreadable } from './itemPlaces.ts';

const { S, N } = LETTER;

const SLOT = { partition: 0, sort: 1, type: 2, at: 3, request: 4, data: 5 } as const;

const PATHS = [['PK'], ['SK'], ['event', 'type'], ['event', 'at'], ['event', 'idempotency_key']];

/** Types by their bytes: most events are of the type of the one before them. */
function createTypes() {
  let last = new Uint8Array(0);
  let text = '';
  return (bytes: Uint8Array, from: number, to: number): string | undefined => {
    if (to > from && areBytes(bytes, from, to, last)) return text;
    const read = utf8Text(bytes, from, to);
    if (read === undefined || read === '') return undefined;
    last = bytes.slice(from, to);
    text = read;
    return text;
  };
}

/**
 * Reads pages of the task `taskId` (CONTRACTS 1) without decoding what is plainly an event of it, written the way
 * servers write; whatever is anything else is left to be decoded. Undefined for an id that is no text in UTF-8.
 */
export function createTaskSkimmer(taskId: string, { fields, marksOf }: Marking): Skimmer | undefined {
  const partition = Buffer.from(taskKey(taskId));
  if (partition.toString() !== taskKey(taskId)) return undefined;
  const prefix = Buffer.from(EVENT_PREFIX);
  const projection = compileProjection([...PATHS, ...fields.map((field) => ['event', 'data', field])]);
  const found = createFound(projection);
  const { tags, escaped, from, to } = found;
  const timeOf = createTimeReader();
  const typeOf = createTypes();
  const places = createColumn(Uint32Array);
  const seqs = createColumn(Float64Array);
  const times = createColumn(Float64Array);
  const below = createColumn(Float64Array);
  const marks = createColumn(Uint16Array);
  const types: string[] = [];
  const requests = new Map<number, string>();
  let count = 0;

  const tagOf = (field: string): FieldTag => {
    const tag = tags[SLOT.data + fields.indexOf(field)] ?? 0;
    return tag === 0 ? undefined : tag === S ? 'S' : tag === N ? 'N' : 'other';
  };

  const isText = (slot: number): boolean => tags[slot] === S && escaped[slot] === 0;

  /** The number of the event that was found; 0 where it is not surely one. */
  const seqFound = (bytes: Uint8Array): number => {
    const isWhole = isText(SLOT.partition) && isText(SLOT.sort) && isText(SLOT.type) && isText(SLOT.at);
    if (!isWhole || from[SLOT.at] === to[SLOT.at]) return 0;
    if (!areBytes(bytes, from[SLOT.partition] ?? 0, to[SLOT.partition] ?? 0, partition)) return 0;
    const [start, end] = [from[SLOT.sort] ?? 0, to[SLOT.sort] ?? 0];
    return beginWith(bytes, start, end, prefix) ? Math.max(0, countIn(bytes, start + prefix.length, end)) : 0;
  };

  /** Notes what was found of item `index`; false where it has to be decoded. */
  const note = (bytes: Uint8Array, index: number): boolean => {
    const seq = seqFound(bytes);
    const type = seq === 0 ? undefined : typeOf(bytes, from[SLOT.type] ?? 0, to[SLOT.type] ?? 0);
    if (type === undefined) return false;
    if (tags[SLOT.request] === S) {
      const key = isText(SLOT.request)
        ? utf8Text(bytes, from[SLOT.request] ?? 0, to[SLOT.request] ?? 0)
        : undefined;
      if (key === undefined) return false;
      requests.set(index, key);
    }
    seqs.values[index] = seq;
    times.values[index] = timeOf(bytes, from[SLOT.at] ?? 0, to[SLOT.at] ?? 0);
    below.values[index] = timeOf.below;
    types[index] = type;
    marks.values[index] = marksOf(type, tagOf);
    return true;
  };

  const columns = [seqs, times, below, marks];

  const take = (bytes: Uint8Array, at: number): number => {
    const index = count;
    const skimmed = project(bytes, at, projection, found);
    const end = skimmed === IRREGULAR ? skipExtent(bytes, at) : skimmed;
    count += 1;
    for (const column of columns) column.room(count);
    places.room(2 * count);
    if (skimmed === IRREGULAR || !note(bytes, index)) seqs.values[index] = 0;
    places.values[2 * index] = at;
    places.values[2 * index + 1] = end;
    return end;
  };

  const clear = (): void => {
    count = 0;
    requests.clear();
  };

  return (page): SkimmedPage => {
    clear();
    const isAnswer = walkAnswer(page, {
      items(at) {
        // The last of two lists counts, as with `JSON.parse`.
        clear();
        return walkList(page, at, (item) => take(page, item));
      },
      member: () => undefined,
    });
    if (!isAnswer) throw unreadable();
    const events = { seqs: seqs.values, times: times.values, below: below.values, marks: marks.values };
    return { places: places.values, count, events: { ...events, types, requests } };
  };
}
