import type { RewrittenEvent } from '#shared/contract/replay.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { diffDocuments } from './diff.ts';
import { sameEvent } from './equality.ts';

/** The most events that are kept with both versions; others are counted. */
const MOST = 50;

/** Events that were read once, and stood there otherwise, or no more, when they were read again. */
export interface Rewritten {
  /** `after`: undefined where nothing was there any more. */
  readonly note: (before: TaskEvent, after: TaskEvent | undefined) => void;
  /** Whether an event of this number was told as gone, so that one read now may have come back. */
  readonly isMissed: (seq: number) => boolean;
  /** Events that were read: one that was told as gone is told as it is now, or no more where it is what it was. */
  readonly cameBack: (events: readonly TaskEvent[]) => void;
  list(): { readonly events: readonly RewrittenEvent[]; readonly more: number };
}

/** An event as a document, to be compared with another version of itself. */
function documentOf(event: TaskEvent): AttributeMap {
  const { type, at, eventId, actor, correlationId, causationId, idempotencyKey, data, metadata } = event;
  const texts = { type, at, eventId, actor, correlationId, causationId, idempotencyKey };
  const present = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined || text === '' ? [] : [[name, { S: text }] as const],
  );
  return {
    ...Object.fromEntries(present),
    ...(data === undefined ? {} : { data: { M: data } }),
    ...(metadata === undefined ? {} : { metadata: { M: metadata } }),
  };
}

/** An empty list. An event that changes again keeps the version that was read first. */
export function createRewritten(): Rewritten {
  const kept = new Map<string, { readonly before: TaskEvent; readonly after: TaskEvent | undefined }>();
  const others = new Set<string>();
  return {
    note(before, after) {
      const known = kept.get(before.key);
      if (known === undefined && kept.size >= MOST) others.add(before.key);
      else kept.set(before.key, { before: known?.before ?? before, after });
    },
    isMissed(seq) {
      for (const { before, after } of kept.values())
        if (after === undefined && before.seq === seq) return true;
      return false;
    },
    cameBack(events) {
      if (kept.size === 0) return;
      for (const event of events) {
        const known = kept.get(event.key);
        if (known === undefined || known.after !== undefined) continue;
        if (sameEvent(known.before, event)) kept.delete(event.key);
        else kept.set(event.key, { before: known.before, after: event });
      }
    },
    list: () => ({
      events: [...kept.values()].map(({ before, after }) => {
        const [from, to] = [documentOf(before), after === undefined ? null : documentOf(after)];
        const { seq, key } = before;
        return { seq, key, from, to, changes: [...diffDocuments(from, to ?? {})] };
      }),
      more: others.size,
    }),
  };
}
