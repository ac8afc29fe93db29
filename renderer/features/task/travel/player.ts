/** How fast a stream is played: so many events a second, or its own time so many times as fast. */
export type Speed =
  { readonly kind: 'events'; readonly perSecond: number } | { readonly kind: 'time'; readonly times: number };

/** The longest that one event is waited for while playing, in milliseconds: idle stretches are collapsed to it. */
export const LONGEST_WAIT = 1500;

/** The next events and each one's milliseconds since the one before. */
export interface Paced {
  readonly seqs: readonly number[];
  readonly sinceMs: readonly number[];
}

/** What a player needs. */
export interface PlayerParts {
  /** The next events after `seq`; none at the end. */
  readonly ask: (seq: number) => Promise<Paced>;
  readonly selected: () => number;
  readonly select: (seq: number) => void;
  /** Calls back once at the next frame with a clock in milliseconds; returns how to take it back. */
  readonly frame: (callback: (nowMs: number) => void) => () => void;
  /** The least time between two moves in milliseconds, asked at each move; 0 for every frame. */
  readonly rest: () => number;
  /** The stream is at its end, or could not be asked. */
  readonly onEnd: (error: unknown) => void;
}

/** Plays a stream until it is stopped or at its end. */
export interface Player {
  readonly setSpeed: (speed: Speed) => void;
  readonly stop: () => void;
}

/** As few events left in hand as ask for more. */
const FEW = 500;

/** What has to pass before an event is shown, in milliseconds of watching. */
const costOf = (speed: Speed, sinceMs: number): number =>
  speed.kind === 'events' ? 1000 / speed.perSecond : Math.min(LONGEST_WAIT, sinceMs / speed.times);

/** Begins to play. The view moves at most once a frame, over as many events as are due; one question at a time is asked. */
export function startPlayer(
  begin: Speed,
  { ask, selected, select, frame, rest, onEnd }: PlayerParts,
): Player {
  let speed = begin;
  let seqs: number[] = [];
  let sinceMs: number[] = [];
  let next = 0;
  let shown = selected();
  let atEnd = false;
  let asking = false;
  let stopped = false;
  let credit = 0;
  let last: number | undefined;
  let lastMove = Number.NEGATIVE_INFINITY;
  /** Rises when the reader goes elsewhere: an answer for the place before is of no use. */
  let place = 0;
  let cancelFrame = (): void => undefined;

  const stop = (): void => {
    stopped = true;
    cancelFrame();
  };
  const end = (error: unknown): void => {
    if (stopped) return;
    stop();
    onEnd(error);
  };
  const fetch = (): void => {
    if (asking || atEnd || seqs.length - next > FEW) return;
    asking = true;
    const asked = place;
    ask(seqs.at(-1) ?? shown).then(
      (more) => {
        asking = false;
        if (asked !== place) return;
        seqs = [...seqs.slice(next), ...more.seqs];
        sinceMs = [...sinceMs.slice(next), ...more.sinceMs];
        next = 0;
        atEnd = more.seqs.length === 0;
      },
      (error: unknown) => end(error),
    );
  };
  const jump = (seq: number): void => {
    place += 1;
    asking = false;
    seqs = [];
    sinceMs = [];
    next = 0;
    credit = 0;
    atEnd = false;
    shown = seq;
  };
  const tick = (now: number): void => {
    if (stopped) return;
    if (selected() !== shown) jump(selected());
    fetch();
    // While nothing is in hand no time passes: a slow answer must not be made up for by a leap.
    if (last !== undefined && next < seqs.length) credit += now - last;
    last = now;
    if (now - lastMove >= rest()) {
      let due: number | undefined;
      while (next < seqs.length) {
        const cost = costOf(speed, sinceMs[next] ?? 0);
        if (credit < cost) break;
        credit -= cost;
        due = seqs[next];
        next += 1;
      }
      if (due !== undefined) {
        shown = due;
        lastMove = now;
        select(due);
      }
    }
    if (atEnd && next >= seqs.length) end(undefined);
    else cancelFrame = frame(tick);
  };
  cancelFrame = frame(tick);

  return {
    setSpeed(changed) {
      speed = changed;
    },
    stop,
  };
}
