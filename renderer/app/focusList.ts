/** The pane of lists: its element, which can be focused but is no stop of Tab. */
export const LIST_PANE = { id: 'lists', tabIndex: -1 } as const;

let giveUp = (): void => undefined;

/**
 * Moves the focus to the list that carries `scope`. Where it is still being read, the focus waits on the pane and goes
 * on to the list once it is there, unless the reader has moved it elsewhere by then.
 */
export function focusList(scope: string): void {
  giveUp();
  const find = (): HTMLElement | null => document.querySelector<HTMLElement>(`[data-scope="${scope}"]`);
  const list = find();
  if (list !== null) {
    list.focus();
    return;
  }
  // The pane itself may have to be drawn first: in a narrow window the lists stand alone.
  const pane = (): HTMLElement | null => document.getElementById(LIST_PANE.id);
  pane()?.focus();
  const observer = new MutationObserver(() => {
    const { activeElement: at, body } = document;
    if (at !== null && at !== body && at !== pane()) giveUp();
    else if (find() !== null) {
      giveUp();
      find()?.focus();
    } else if (at !== pane()) pane()?.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  giveUp = () => observer.disconnect();
}
