import type {
  Looked,
  SearchHit,
  SearchNews,
  TextQuery,
  Towards,
  TravelTarget,
} from '#shared/contract/travel.ts';
import type { TaskSessionProxy } from '../replay/replayHost.ts';

/** The most hits of one search that are sent; beyond, they are counted and walked to, not listed. */
export const MOST_HITS = 5000;

/** How often a long search is told of, in milliseconds. */
const NEWS_MS = 100;

/** What looking for an event begins with. */
export interface FindInput {
  readonly handle: string;
  readonly seq: number;
  readonly towards: Towards;
  readonly target: TravelTarget;
}

/** Who asks: told of progress, and free to give up between any two slices. */
export interface Traveller<T> {
  readonly signal: AbortSignal;
  readonly emit: (item: T) => Promise<void>;
}

/** Long questions about opened tasks, asked of the worker slice by slice so that others are answered in between. */
export interface Travels {
  /** The next event that is the target; `seq` is null when there is none. */
  find(input: FindInput, traveller: Traveller<Looked>): Promise<Looked & { readonly seq: number | null }>;
  /** Every place of a text. */
  search(
    input: { readonly handle: string; readonly query: TextQuery },
    traveller: Traveller<SearchNews>,
  ): Promise<Looked & { readonly count: number; readonly version: number }>;
}

/** What the service stands on. */
export interface TravelsDeps {
  /** Throws `NotFound` when the task has been closed. */
  readonly openTasks: { session(handle: string): Pick<TaskSessionProxy, 'find' | 'search'> };
  /** Milliseconds of any clock that never goes back. */
  readonly now: () => number;
}

/** Makes the service of long questions. */
export function createTravels({ openTasks, now }: TravelsDeps): Travels {
  /** Says when enough time has passed since it last said so. */
  const pacer = (): (() => boolean) => {
    let last = now();
    return () => {
      const due = now() - last >= NEWS_MS;
      if (due) last = now();
      return due;
    };
  };

  return {
    async find({ handle, seq, towards, target }, { signal, emit }) {
      const session = openTasks.session(handle);
      const isDue = pacer();
      let answer = await session.find(target, seq, towards, undefined, { signal });
      for (;;) {
        switch (answer.kind) {
          case 'found':
            return { seq: answer.seq, looked: answer.looked, total: answer.total };
          case 'none':
            return { seq: null, looked: answer.looked, total: answer.total };
          case 'moved':
            answer = await session.find(target, seq, towards, undefined, { signal });
            break;
          case 'further': {
            const { cursor, looked, total } = answer;
            if (isDue()) await emit({ looked, total });
            answer = await session.find(target, seq, towards, cursor, { signal });
          }
        }
      }
    },

    async search({ handle, query }, { signal, emit }) {
      const session = openTasks.session(handle);
      const isDue = pacer();
      let waiting: SearchHit[] = [];
      let count = 0;
      let restarted = false;
      let answer = await session.search(query, undefined, { signal });
      for (;;) {
        if (answer.kind === 'moved') {
          waiting = [];
          count = 0;
          restarted = true;
          answer = await session.search(query, undefined, { signal });
          continue;
        }
        const { hits, looked, total, version, cursor } = answer;
        for (const hit of hits) {
          if (hit.kind !== 'left') count += 1;
          if (count <= MOST_HITS) waiting.push(hit);
        }
        if (cursor === undefined || isDue()) {
          await emit({ looked, total, count, hits: waiting, restarted });
          waiting = [];
          restarted = false;
        }
        if (cursor === undefined) return { looked, total, count, version };
        answer = await session.search(query, cursor, { signal });
      }
    },
  };
}
