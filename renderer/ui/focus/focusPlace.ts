/** Spread onto what takes the focus when what had it near by is gone: a heading, a line that tells how things stand. */
export const TAKES_FOCUS = { tabIndex: -1, 'data-takes-focus': '' } as const;

/** Spread onto a part that has the focus itself while nothing in it can take it. */
export const HOLDS_FOCUS = { tabIndex: -1, 'data-holds-focus': '' } as const;

const TAKERS = '[data-takes-focus]';

const HOLDERS = 'dialog, section[aria-label], [data-holds-focus]';

const HEADINGS = 'h1, h2, h3, h4';

/** What has the focus or had it, and where in the window that is or was. */
export interface FocusPlace {
  readonly element: HTMLElement;
  /** What it said, to tell a button from what it has become. */
  readonly text: string | null;
  /** What it lay in, nearest first. */
  readonly around: readonly HTMLElement[];
}

/** What takes the place of something that had the focus. */
interface Successor {
  readonly element: HTMLElement;
  /** Set where it only stands in for what this part does not show yet. */
  readonly holder: HTMLElement | undefined;
}

/** Notes where an element is, while it is there. */
export function focusPlaceOf(element: HTMLElement): FocusPlace {
  const around: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) around.push(at);
  return { element, text: element.textContent, around };
}

/** Whether an element is still there and not disabled. Cheap enough to ask at every change of the window. */
export const isUsable = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled');

/** Whether the focus can be on an element: it is usable, and shown. */
export const canHaveFocus = (element: HTMLElement): boolean =>
  isUsable(element) && element.getClientRects().length > 0;

/** The first thing in a part that takes the focus; the part itself may be it. */
export function takerIn(part: HTMLElement): HTMLElement | undefined {
  const all = [part, ...part.querySelectorAll<HTMLElement>(TAKERS)];
  return all.find((each) => each.matches(TAKERS) && canHaveFocus(each));
}

/** What the focus goes on to from a place that is lost: the nearest that takes it, else the part around, by its heading. */
export function successorOf({ around }: FocusPlace): Successor | undefined {
  for (const part of around.filter(canHaveFocus)) {
    const taker = takerIn(part);
    if (taker !== undefined) return { element: taker, holder: undefined };
    if (part.matches(HOLDERS)) {
      const heading = part.hasAttribute('data-holds-focus')
        ? null
        : part.querySelector<HTMLElement>(HEADINGS);
      return { element: heading ?? part, holder: part };
    }
  }
  return undefined;
}
