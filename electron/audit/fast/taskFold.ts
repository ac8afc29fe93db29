import { equalNumbers } from '#shared/model/numbers.ts';
import { TASK_EVENT_TYPES } from '#shared/model/taskEvent.ts';
import { EVENT_SHAPES, LEGAL_MOVES } from '#shared/model/taskRules.ts';
import { TASK_STATUSES } from '#shared/model/taskStatus.ts';
import type { Found } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import { latin1Text } from '../../pages/text.ts';
import { areBytes, beginWith, sameSpans, type Span } from './compareBytes.ts';
import { countIn } from './keyBytes.ts';
import type { Overflow, StreamFold, StreamVerdict } from './streamShape.ts';
import { createTimeReader } from './eventTimes.ts';
import { SLOT, type TaskPlan } from './taskSlots.ts';

const { S, N, M } = LETTER;

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const TYPES = TASK_EVENT_TYPES.map(bytesOf);
const STATUSES = ['none', ...TASK_STATUSES] as const;
const STATUS_TEXTS = STATUSES.map(bytesOf);

/** The status that each type leads to, as a place in STATUSES; -1: it stays. */
const LEADS_TO = TASK_EVENT_TYPES.map((type) => {
  const { leadsTo } = EVENT_SHAPES[type];
  return leadsTo === undefined ? -1 : STATUSES.indexOf(leadsTo);
});
const LEGAL = STATUSES.map((from) => STATUSES.map((to) => to !== 'none' && LEGAL_MOVES[from].includes(to)));
const RUNNING = STATUSES.indexOf('running');

const [CREATED, ASSIGNED, STARTED, PROGRESSED, SUCCEEDED, FAILED] = [0, 1, 2, 3, 4, 5] as const;

const emptySpan = (): Span => ({ bytes: new Uint8Array(0), from: 0, to: 0 });

const PROGRESS = { zero: 0, told: 1, hundred: 2 } as const;

/**
 * Folds the items of one stream from their bytes, in the order of their numbers, to tell whether anything at all is
 * wrong with it: a stream that is not certainly in order is left to the full way.
 */
export function createTaskFold(shape: TaskPlan): StreamFold {
  const timeOf = createTimeReader();
  const title = emptySpan();
  const assignee = emptySpan();
  const progress = emptySpan();
  const error = emptySpan();
  const stored = Array.from({ length: SLOT.storedSeq + 1 }, emptySpan);
  const storedTags = new Uint8Array(SLOT.storedSeq + 1);
  // In an object, where V8 writes a double in its place; a variable of a closure would be a new object for each event.
  const last = { time: Number.NEGATIVE_INFINITY, below: 0 };
  const known = { title: false, assignee: false, error: false };
  let events = 0;
  let status = 0;
  let attempts = 0;
  let progressKind: number = PROGRESS.zero;
  let hasStored = false;
  let unsure = false;
  let widest = 0;
  let overflow: Overflow | undefined;
  let lastType = 0;

  const reset = (): void => {
    last.time = Number.NEGATIVE_INFINITY;
    known.title = false;
    known.assignee = false;
    known.error = false;
    events = 0;
    status = 0;
    attempts = 0;
    progressKind = PROGRESS.zero;
    hasStored = false;
    unsure = false;
    widest = 0;
    overflow = undefined;
  };

  /** Keeps the text of a slot; false when it is not of the tag, and left alone. */
  const keep = (span: Span, bytes: Uint8Array, found: Found, slot: number, tag: number): boolean => {
    if (found.tags[slot] !== tag) return false;
    if (found.escaped[slot] === 1) unsure = true;
    span.bytes = bytes;
    span.from = found.from[slot] ?? 0;
    span.to = found.to[slot] ?? 0;
    return true;
  };

  const isType = (type: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const name = TYPES[type];
    return name !== undefined && areBytes(bytes, from, to, name);
  };

  // Without a function that holds on to what is given: V8 would make an object for it at each call.
  const typeOf = (bytes: Uint8Array, from: number, to: number): number => {
    if (isType(lastType, bytes, from, to)) return lastType;
    for (let type = 0; type < TYPES.length; type += 1) {
      if (!isType(type, bytes, from, to)) continue;
      lastType = type;
      return type;
    }
    return -1;
  };

  /** What an event of `type` changes but the status. */
  const apply = (type: number, bytes: Uint8Array, found: Found): void => {
    if (found.tags[SLOT.data] !== 0 && found.tags[SLOT.data] !== M) unsure = true;
    if (type === CREATED) {
      if (keep(title, bytes, found, SLOT.title, S)) known.title = true;
      if (keep(assignee, bytes, found, SLOT.assignee, S)) known.assignee = true;
    } else if (type === ASSIGNED) {
      if (keep(assignee, bytes, found, SLOT.assignee, S)) known.assignee = true;
    } else if (type === STARTED) attempts += 1;
    else if (type === PROGRESSED) {
      if (keep(progress, bytes, found, SLOT.progress, N)) progressKind = PROGRESS.told;
    } else if (type === SUCCEEDED) progressKind = PROGRESS.hundred;
    else if (type === FAILED && found.tags[SLOT.error] !== 0) {
      if (keep(error, bytes, found, SLOT.error, S)) known.error = true;
      else unsure = true;
    }
  };

  /** Whether it is an event in order. */
  const addEvent = (seq: number, bytes: Uint8Array, found: Found): boolean => {
    const { tags, from, to, escaped } = found;
    const isEvent = tags[SLOT.body] === M && tags[SLOT.type] === S && tags[SLOT.at] === S;
    if (!isEvent || escaped[SLOT.type] === 1 || escaped[SLOT.at] === 1 || seq !== events + 1) {
      unsure = true;
      return false;
    }
    const type = typeOf(bytes, from[SLOT.type] ?? 0, to[SLOT.type] ?? 0);
    const now = timeOf(bytes, from[SLOT.at] ?? 0, to[SLOT.at] ?? 0);
    const leadsTo = LEADS_TO[type] ?? -1;
    const legal =
      leadsTo >= 0 ? LEGAL[status]?.[leadsTo] === true : type !== PROGRESSED || status === RUNNING;
    const isLater = now > last.time || (now === last.time && timeOf.below >= last.below);
    if (type < 0 || !isLater || !legal) {
      unsure = true;
      return false;
    }
    events = seq;
    last.time = now;
    last.below = timeOf.below;
    if (leadsTo >= 0) status = leadsTo;
    apply(type, bytes, found);
    return true;
  };

  const highest = 10 ** shape.padding - 1;
  const noteOverflow = (seq: number, bytes: Uint8Array, { from, to }: Found): void => {
    // A small number under a wide key outgrows nothing.
    if (seq <= highest) return;
    overflow ??= {
      seq,
      at: latin1Text(bytes, from[SLOT.at] ?? 0, to[SLOT.at] ?? 0),
      type: latin1Text(bytes, from[SLOT.type] ?? 0, to[SLOT.type] ?? 0),
    };
  };

  const addStored = (bytes: Uint8Array, found: Found): void => {
    if (hasStored) unsure = true;
    hasStored = true;
    for (let slot: number = SLOT.storedStatus; slot <= SLOT.storedSeq; slot += 1) {
      storedTags[slot] = found.tags[slot] ?? 0;
      const span = stored[slot];
      if (span !== undefined && storedTags[slot] !== 0) keep(span, bytes, found, slot, storedTags[slot] ?? 0);
    }
  };

  /** Takes an item; of events only those whose number has `only` digits, or up to the padding where it is 0. */
  const take = (bytes: Uint8Array, found: Found, only: number): void => {
    if (unsure) return;
    if (found.tags[SLOT.sort] !== S) return;
    const from = found.from[SLOT.sort] ?? 0;
    const to = found.to[SLOT.sort] ?? 0;
    if (found.escaped[SLOT.sort] === 1) {
      unsure = true;
      return;
    }
    if (beginWith(bytes, from, to, shape.eventPrefix)) {
      const digits = from + shape.eventPrefix.length;
      const width = to - digits;
      const seq = countIn(bytes, digits, to);
      if (seq < 1) unsure = true;
      else if (width > shape.padding) {
        if (width > widest) widest = width;
        if (width !== only) return;
        if (addEvent(seq, bytes, found)) noteOverflow(seq, bytes, found);
      } else if (only === 0) addEvent(seq, bytes, found);
    } else if (only === 0 && areBytes(bytes, from, to, shape.projectionKey)) addStored(bytes, found);
  };

  const storedText = (slot: number, text: Span | undefined): boolean => {
    if (storedTags[slot] === 0) return true;
    const span = stored[slot];
    return storedTags[slot] === S && text !== undefined && span !== undefined && sameSpans(span, text);
  };

  const storedNumber = (slot: number, number: string): boolean => {
    if (storedTags[slot] === 0) return true;
    const span = stored[slot];
    if (storedTags[slot] !== N || span === undefined) return false;
    return equalNumbers(latin1Text(span.bytes, span.from, span.to), number);
  };

  const isAsStored = (): boolean => {
    const span = stored[SLOT.storedStatus];
    const text = STATUS_TEXTS[status];
    if (storedTags[SLOT.storedStatus] !== S || span === undefined || text === undefined) return false;
    const told =
      progressKind === PROGRESS.told
        ? latin1Text(progress.bytes, progress.from, progress.to)
        : progressKind === PROGRESS.zero
          ? '0'
          : '100';
    return (
      areBytes(span.bytes, span.from, span.to, text) &&
      storedText(SLOT.storedTitle, known.title ? title : undefined) &&
      storedText(SLOT.storedAssignee, known.assignee ? assignee : undefined) &&
      storedText(SLOT.storedError, known.error ? error : undefined) &&
      storedNumber(SLOT.storedAttempts, String(attempts)) &&
      storedNumber(SLOT.storedProgress, told) &&
      storedNumber(SLOT.storedSeq, String(events))
    );
  };

  return {
    reset,
    /** An item in the order of the keys. */
    add: ({ bytes, found }) => take(bytes, found, 0),
    /** The items once more, for the events whose number has that many digits: a `wide` stream, width by width. */
    addWide: ({ bytes, found }, width) => take(bytes, found, width),
    verdict: (): StreamVerdict => {
      if (unsure) return { kind: 'unsure' };
      if (widest > 0 && overflow === undefined) return { kind: 'wide', widest };
      if (events === 0 && !hasStored) return { kind: 'none' };
      // Without a status nothing was created: what the fold takes for a beginning would be wrong.
      return status > 0 && hasStored && isAsStored() ? { kind: 'clean', events } : { kind: 'unsure' };
    },
    overflow: (): Overflow | undefined => overflow,
    isUnsure: (): boolean => unsure,
  };
}
