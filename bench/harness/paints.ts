import type { BrowserContext, Page } from '@playwright/test';
import { within } from './measure.ts';

/** What is waited for on screen, by the roles and names that its reader meets. */
const SIGHTS = {
  list: '[role=listbox][aria-label=Tasks] [role=option]:not([aria-label=Loading])',
  timeline: 'section[aria-label=Timeline] svg[role=img]',
  verdict: 'button[title^="Show the stored projection against"]:enabled',
} as const;

/** Something that is painted in the window. */
export type Sight = keyof typeof SIGHTS;

/** The compiler of these scripts calls a helper that pages do not have. */
const HELPER = 'globalThis.__name ??= (value) => value;';

/** In the page: a performance mark for each sight, set once the frame that first shows it has been painted. */
function install(sights: Readonly<Record<string, string>>): void {
  const look = (): void => {
    for (const [name, selector] of Object.entries(sights)) {
      const seen = performance.getEntriesByName(`seen ${name}`).length > 0;
      if (seen || document.querySelector(selector) === null) continue;
      performance.mark(`seen ${name}`);
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => performance.mark(name);
        channel.port2.postMessage(0);
      });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener(
    'click',
    () => {
      performance.clearMarks();
      performance.mark('pressed');
    },
    { capture: true },
  );
  look();
}

/** Watches what is loaded from now on: every page of a context, or one page. */
export async function watchPaints(where: Pick<BrowserContext | Page, 'addInitScript'>): Promise<void> {
  await where.addInitScript({ content: HELPER });
  await where.addInitScript(install, SIGHTS);
}

/**
 * Watches a page that may have been loaded before {@link watchPaints} was there. Electron's first page may also have
 * been attached to without its context's scripts, and would then never get them; to watch twice does no harm.
 */
export async function watchLoadedPage(page: Page): Promise<void> {
  await watchPaints(page);
  await page.evaluate(HELPER);
  await page.evaluate(install, SIGHTS);
}

/** Milliseconds from the page's navigation until `sight` was painted; waits for it. */
export function painted(page: Page, sight: Sight): Promise<number> {
  const sightPainted = page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const known = performance.getEntriesByName(name)[0];
        if (known !== undefined) resolve(known.startTime);
        else {
          new PerformanceObserver((list, observer) => {
            const mark = list.getEntriesByName(name)[0];
            if (mark === undefined) return;
            observer.disconnect();
            resolve(mark.startTime);
          }).observe({ entryTypes: ['mark'] });
        }
      }),
    sight,
  );
  return within(60_000, `Painting the ${sight}`, sightPainted);
}

/** As {@link painted}, from the last click on. */
export async function paintedAfterPress(page: Page, sight: Sight): Promise<number> {
  const at = await painted(page, sight);
  return at - (await page.evaluate(() => performance.getEntriesByName('pressed')[0]?.startTime ?? 0));
}

/** As {@link painted}, in epoch milliseconds. */
export async function paintedAt(page: Page, sight: Sight): Promise<number> {
  return (await painted(page, sight)) + (await page.evaluate(() => performance.timeOrigin));
}
