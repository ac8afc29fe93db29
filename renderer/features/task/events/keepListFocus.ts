const focused = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-scope="events"]');

/** Makes a change that may put another event list in the place of the one there is: the focus goes on to it. */
export function keepListFocus(change: () => void): void {
  const had = focused()?.contains(document.activeElement) === true;
  change();
  if (had) requestAnimationFrame(() => focused()?.focus());
}
