import { canHaveFocus, focusPlaceOf, isUsable, successorOf, takerIn, type FocusPlace } from './focusPlace.ts';

/** What has the focus in another's stead. */
interface StandIn {
  readonly element: HTMLElement;
  readonly of: FocusPlace;
  readonly holder: HTMLElement | undefined;
}

/** Something that is to have the focus once it is there, and what has it until then. */
interface Wanted {
  readonly find: () => HTMLElement | null;
  readonly meanwhile: () => HTMLElement | null;
}

// There is one focus in a window.
let held: FocusPlace | undefined;
let standIn: StandIn | undefined;
let wanted: Wanted | undefined;

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/**
 * Keeps the focus from falling out of the window: when what has it vanishes or is disabled, it goes on to what took
 * its place (`TAKES_FOCUS`), or to the part around. It goes back to what was disabled only for a while, and on from a
 * part to what then appears in it, unless the reader has pressed anything since. What the reader moved is left alone.
 * Gives back what ends it.
 */
export function keepFocus(): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  const listen = (type: 'focusin' | 'focusout' | 'keydown' | 'pointerdown', on: (event: Event) => void) =>
    document.addEventListener(type, on, { capture: true, signal });
  listen('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    if (target !== standIn?.element) standIn = undefined;
    held = focusPlaceOf(target);
  });
  // A press beside everything takes the focus away on purpose; of what is being removed, the end is awaited.
  listen('focusout', () =>
    queueMicrotask(() => {
      if (isNowhere() && held !== undefined && canHaveFocus(held.element)) held = undefined;
    }),
  );
  const drop = (): void => {
    standIn = undefined;
  };
  listen('keydown', drop);
  listen('pointerdown', drop);
  const observer = new MutationObserver(lookAgain);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  signal.addEventListener('abort', () => observer.disconnect());
  return () => ending.abort();
}

function lookAgain(): void {
  if (wanted !== undefined && isWaitingFor(wanted)) return;
  if (standIn !== undefined && document.activeElement === standIn.element) goOnFrom(standIn);
  else if (held !== undefined && (isNowhere() || document.activeElement === held.element)) goOnIfLost(held);
}

function goOnIfLost(place: FocusPlace): void {
  if (isUsable(place.element)) return;
  const successor = successorOf(place);
  if (successor === undefined) return;
  standIn = { ...successor, of: place };
  moveTo(successor.element);
}

function goOnFrom({ of, holder }: StandIn): void {
  const isBack = isUsable(of.element) && of.element.textContent === of.text;
  const next = isBack ? of.element : holder === undefined ? undefined : takerIn(holder);
  if (next !== undefined) moveTo(next);
}

function moveTo(element: HTMLElement): void {
  if (!element.hasAttribute('tabindex') && element.tabIndex < 0) element.tabIndex = -1;
  element.focus();
  // Behind a dialog it cannot be.
  if (document.activeElement !== element) held = undefined;
}

function isWaitingFor({ find, meanwhile }: Wanted): boolean {
  const { activeElement: at } = document;
  const isLeft = !isNowhere() && at !== meanwhile();
  const there = isLeft ? null : find();
  if (isLeft || there !== null) wanted = undefined;
  if (there !== null) there.focus();
  else if (!isLeft && at !== meanwhile()) meanwhile()?.focus();
  return !isLeft;
}

/**
 * Moves the focus to what `find` finds. Where that is still being read, the focus waits on `meanwhile` and goes on once
 * it is there, unless the reader has moved it elsewhere by then.
 */
export function focusOnceThere(find: Wanted['find'], meanwhile: Wanted['meanwhile']): void {
  const there = find();
  wanted = there === null ? { find, meanwhile } : undefined;
  (there ?? meanwhile())?.focus();
}

/** Where the focus is now. */
export function focusPlace(): FocusPlace | undefined {
  const { activeElement: at } = document;
  return at instanceof HTMLElement && !isNowhere() ? focusPlaceOf(at) : undefined;
}

/** Gives the focus back to where it was, or to what took the place of that. */
export function giveFocusBack(place: FocusPlace | undefined): void {
  if (place === undefined) return;
  if (canHaveFocus(place.element)) place.element.focus();
  // What takes its place may be put there only now.
  else held = place;
}
