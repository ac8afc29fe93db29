import { expect, type Locator, type Page } from '@playwright/test';

/** A view of the selected event. */
export type Tab = 'State' | 'Diff' | 'Payload' | 'Raw' | 'Causes' | 'Conflicts';

/** The right pane: one task. */
export interface TaskPart {
  readonly part: Locator;
  readonly heading: Locator;
  readonly verdict: Locator;
  readonly findings: Locator;
  readonly append: Locator;
  readonly changeStatus: Locator;
  readonly timeline: Locator;
  readonly scrubber: Locator;
  readonly conflictMarks: Locator;
  /** The lane of requests under the timeline. */
  readonly requests: Locator;
  /** What became of the selected event's request, in its payload. */
  readonly requestStory: Locator;
  readonly events: Locator;
  readonly selectedEvent: Locator;
  readonly eventFilter: Locator;
  readonly regex: Locator;
  readonly inspector: Locator;
  readonly panel: Locator;
  readonly compareWith: Locator;
  readonly drift: Locator;
  /** What says that the event asked for is not there. */
  readonly missed: Locator;
  /** The marks of a request in the lane whose names hold this. */
  requestMark(words: string): Locator;
  /** The row of an event in view. */
  event(seq: number): Locator;
  tab(name: Tab): Locator;
  /** A tree of values whose name begins with this. */
  tree(name: string | RegExp): Locator;
  /** Waits until scrubber, event list, state and address all stand at event `seq`. */
  standsAt(seq: number, options?: { readonly followsTail?: boolean }): Promise<void>;
  /** Opens a view of the selected event. */
  show(name: Tab): Promise<void>;
}

/** Finds the task screen in a window. */
export function taskIn(page: Page): TaskPart {
  const part = page.getByRole('region', { name: 'Task', exact: true });
  const events = part.getByRole('listbox', { name: 'Events' });
  const inspector = part.getByRole('region', { name: 'Selected event' });
  const scrubber = part.getByRole('slider', { name: 'Position in the task’s events' });
  const selectedEvent = events.getByRole('option', { selected: true });
  const tab = (name: Tab): Locator => inspector.getByRole('tab', { name: new RegExp(`^${name}`) });
  const tree = (name: string | RegExp): Locator => inspector.getByRole('tree', { name });
  return {
    part,
    heading: part.getByRole('heading', { level: 2 }),
    verdict: part.getByRole('button', { name: /projection|^diverged|reading events|nothing is stored/ }),
    findings: part.getByRole('list', { name: 'Findings' }),
    append: part.getByRole('button', { name: 'Append event…' }),
    changeStatus: part.getByRole('button', { name: 'Change status…' }),
    timeline: part.getByRole('region', { name: 'Timeline' }),
    scrubber,
    missed: part.getByRole('status').filter({ hasText: /^There is no event/ }),
    requests: part.getByRole('group', { name: /^Requests: / }),
    requestStory: inspector.getByRole('region', { name: 'Request of this event' }),
    requestMark: (words) => part.getByRole('button', { name: words }),
    conflictMarks: part.getByRole('button', { name: /^Conflict, / }),
    events,
    selectedEvent,
    eventFilter: part.getByRole('searchbox', { name: 'Filter events by text' }),
    regex: part.getByRole('button', { name: 'Regular expression' }),
    inspector,
    panel: inspector.getByRole('tabpanel'),
    compareWith: inspector.getByRole('combobox', { name: 'Compare with' }),
    drift: inspector.getByRole('region', { name: 'Drift of the stored projection' }),
    event: (seq) => events.getByRole('option', { name: new RegExp(`^${seq} `) }),
    tab,
    tree,
    show: async (name) => {
      await tab(name).click();
      await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
    },
    standsAt: async (seq, { followsTail = false } = {}) => {
      await expect(scrubber).toHaveAttribute('aria-valuenow', String(seq));
      await expect(selectedEvent).toHaveAccessibleName(new RegExp(`^${seq} `));
      // Wholly; what is missing of 1 are fractions of pixels.
      await expect(selectedEvent).toBeInViewport({ ratio: 0.99 });
      await expect(inspector).toContainText(`EVENT#${String(seq).padStart(4, '0')}`);
      if ((await tab('State').getAttribute('aria-selected')) === 'true') {
        await expect(tree(`State after event ${seq}`)).toBeVisible();
      }
      await expect
        .poll(() => new URL(page.url()).searchParams.get('seq'))
        .toBe(followsTail ? null : String(seq));
    },
  };
}
