import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TaskRef } from '#shared/contract/common.ts';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { TableStreams } from '#shared/model/layout.ts';
import { createContextStore } from '../../ui/store.tsx';
import { startConflicts } from './conflictFeed.ts';
import { startLink } from './link.ts';
import { startQuestions } from './questions.ts';
import { settle, step } from './sequences.ts';
import {
  initialTaskState,
  type CompareWith,
  type InspectorTab,
  type RawItem,
  type TaskDeps,
  type TaskState,
} from './taskState.ts';

/** What the reader can do on the task screen. */
export interface TaskActions {
  /** Opens the task; the function returned closes it. May be called again afterwards. */
  readonly start: () => () => void;
  /** Selects the event `seq`, or the nearest there is. */
  readonly select: (seq: number) => void;
  /** Selects the event that the reader named; what is shown instead of one that is not there is told. */
  readonly goTo: (seq: number) => void;
  /** Selects the first or the last event; while the task is being read, goes along to what turns out to be it. */
  readonly toEnd: (end: 'first' | 'last') => void;
  /** Moves the selection by `by` events. */
  readonly step: (by: number) => void;
  readonly pin: (seq: number | undefined) => void;
  readonly compareWith: (compare: CompareWith) => void;
  readonly showRaw: (item: RawItem) => void;
  readonly filter: (filter: EventFilter) => void;
  readonly show: (tab: InspectorTab) => void;
  /** Reads everything again, at the same position. */
  readonly reopen: () => void;
  /** Tells how many marks the timeline has room for. */
  readonly resize: (buckets: number) => void;
}

/** State and actions of one task's screen. */
export interface TaskStore extends TaskState {
  readonly actions: TaskActions;
}

/** The context through which the parts of the task screen reach their store. */
export const taskContext = createContextStore<TaskStore>('task');

/** Creates the store of one task's screen; nothing is asked of the host before `actions.start()`. */
export function createTaskStore(
  deps: TaskDeps,
  ref: TaskRef,
  seq?: number,
  streams?: TableStreams,
): StoreApi<TaskStore> {
  let link: { reopen(): void } | undefined;

  const store: StoreApi<TaskStore> = createStore<TaskStore>()((set, get) => {
    const select = (wanted: number): void => {
      const { sequences, summary } = get();
      if (sequences === undefined) set({ selected: Math.max(0, wanted), follows: false, leads: false });
      else {
        // While events are being read, lists may show ones that the sequences do not know of yet.
        const selected = summary?.complete === true ? settle(sequences, wanted) : wanted;
        const follows = selected === sequences.last;
        if (selected === get().selected && get().follows === follows && !get().leads) return;
        set({ selected, follows, leads: false });
      }
    };
    return {
      ...initialTaskState(ref, deps.clock.now(), seq, streams),
      actions: {
        start() {
          const opened = startLink(deps, store);
          const questions = startQuestions(deps, store);
          const conflicts = startConflicts(deps, store);
          link = opened;
          return () => {
            link = undefined;
            conflicts();
            questions();
            opened.stop();
          };
        },
        select,
        goTo(seq) {
          select(seq);
          const { sequences, summary, selected } = get();
          // Before all are read it may yet come: then it is told when they are.
          if (sequences !== undefined && summary?.complete === true)
            set({ missed: selected === seq ? undefined : { asked: seq, shown: selected } });
        },
        toEnd(end) {
          const { sequences, summary } = get();
          if (sequences === undefined) return;
          select(sequences[end]);
          if (end === 'first' && summary?.complete === false) set({ leads: true, follows: false });
        },
        step(by) {
          const sequences = get().sequences;
          if (sequences !== undefined) select(step(sequences, get().selected, by));
        },
        pin: (pinned) =>
          set(({ compare }) => ({
            pinned,
            compare: pinned === undefined && compare === 'pinned' ? 'previous' : compare,
          })),
        compareWith: (compare) => set({ compare, tab: 'diff' }),
        showRaw: (rawItem) => set({ rawItem, tab: 'raw' }),
        filter: (filter) => set({ filter }),
        show: (tab) => set({ tab }),
        reopen: () => link?.reopen(),
        resize: (buckets) => {
          if (buckets !== get().buckets) set({ buckets });
        },
      },
    };
  });
  return store;
}
