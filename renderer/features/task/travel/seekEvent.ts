import type { StoreApi } from 'zustand/vanilla';
import type { Looked, Towards, TravelTarget } from '#shared/contract/travel.ts';
import { hasCode } from '#shared/errors/appError.ts';
import type { TaskStore } from '../store.ts';
import type { TaskDeps } from '../taskState.ts';

/** Looking for one event; `what` names it. */
export interface Seeking extends Looked {
  readonly what: string;
}

/** Where a search for an event is told of. */
export interface SeekScreen {
  readonly show: (seeking: Seeking | undefined) => void;
  /** One short sentence for the reader. */
  readonly say: (text: string) => void;
}

/** Looks for one event at a time: a new question ends the one before. */
export interface Seeker {
  /** Selects the event when there is one. `around`: go on from the other end when there is none this way. */
  readonly seek: (target: TravelTarget, towards: Towards, what: string, around?: boolean) => void;
  readonly stop: () => void;
}

function noneWords(what: string, towards: Towards, seq: number): string {
  switch (towards) {
    case 'start':
      return `No ${what} in this stream.`;
    case 'forward':
      return `No ${what} after event ${String(seq)}.`;
    case 'backward':
      return `No ${what} before event ${String(seq)}.`;
  }
}

/** Creates the seeker of one task's screen. */
export function createSeeker(
  { client }: Pick<TaskDeps, 'client'>,
  task: StoreApi<TaskStore>,
  { show, say }: SeekScreen,
): Seeker {
  let running: AbortController | undefined;

  const stop = (): void => {
    running?.abort();
    running = undefined;
    show(undefined);
  };
  const ask = async (
    mine: AbortController,
    input: { readonly seq: number; readonly towards: Towards; readonly target: TravelTarget },
    what: string,
  ): Promise<number | null> => {
    const handle = task.getState().progress?.handle ?? '';
    const onItem = (looked: Looked): void => {
      if (!mine.signal.aborted) show({ ...looked, what });
    };
    return (await client.travel.find({ handle, ...input }, { signal: mine.signal, onItem })).seq;
  };
  const seek = async (
    target: TravelTarget,
    towards: Towards,
    what: string,
    around: boolean,
  ): Promise<void> => {
    const { progress, selected, actions, sequences } = task.getState();
    if (progress === undefined) return;
    stop();
    const mine = new AbortController();
    running = mine;
    try {
      let seq = await ask(mine, { seq: selected, towards, target }, what);
      let words = '';
      if (seq === null && around && !mine.signal.aborted) {
        const end = {
          seq: (sequences?.last ?? selected) + 1,
          towards: towards === 'forward' ? 'start' : 'backward',
        } as const;
        seq = await ask(mine, { ...end, target }, what);
        words = towards === 'forward' ? 'From the beginning again.' : 'From the end again.';
      }
      if (mine.signal.aborted) return;
      if (seq === null) say(around ? noneWords(what, 'start', selected) : noneWords(what, towards, selected));
      else {
        if (words !== '') say(words);
        actions.select(seq);
      }
    } catch (error) {
      // Cancelled by the next one; a lost host is told by the banner; a bad expression concerns the reader.
      if (!mine.signal.aborted && hasCode(error, 'InvalidInput') && error instanceof Error)
        say(error.message);
    }
    if (running === mine) stop();
  };
  return {
    stop,
    seek: (target, towards, what, around = false) => void seek(target, towards, what, around),
  };
}
