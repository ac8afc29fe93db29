import type { Excerpt, SearchHit } from '#shared/contract/travel.ts';

/** One hit as it is listed: an event that carries the text, or a stretch of events with the text in the state. */
export interface Hit {
  readonly seq: number;
  readonly type: string;
  readonly excerpt: Excerpt;
  /** Whether it is a stretch. */
  readonly isStretch: boolean;
  /** The event by which the text went out of the state; undefined while it is in. */
  readonly leftAt: number | undefined;
}

/** `hits` with news at their end. What left ends the stretch before it. */
export function withNews(hits: readonly Hit[], news: readonly SearchHit[]): readonly Hit[] {
  const all = [...hits];
  for (const hit of news) {
    if (hit.kind === 'left') {
      const last = all.pop();
      if (last !== undefined) all.push({ ...last, leftAt: hit.seq });
    } else {
      const { seq, type, excerpt } = hit;
      all.push({ seq, type, excerpt, isStretch: hit.kind === 'entered', leftAt: undefined });
    }
  }
  return all;
}

/** Where the hit at event `seq` stands in the list; undefined when none is there. */
export function hitAt(hits: readonly Hit[], seq: number): number | undefined {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hits[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return hits[low]?.seq === seq ? low : undefined;
}

/** A hit as screen readers hear it. */
export function hitLabel({ seq, type, excerpt, isStretch, leftAt }: Hit): string {
  const where = isStretch
    ? `in the state from ${String(seq)} ${leftAt === undefined ? 'to the end' : `until ${String(leftAt)}`}`
    : `event ${String(seq)}`;
  return `${where}, ${type}: ${excerpt.before}${excerpt.match}${excerpt.after}`;
}
