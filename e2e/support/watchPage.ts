import type { Page } from '@playwright/test';

/** What a window did that data must never make it do. */
export interface Watched {
  /** Addresses asked for outside of the window's own origin. */
  readonly foreign: readonly string[];
  readonly dialogs: readonly string[];
  readonly popups: readonly string[];
  /** Errors and warnings on the console, broken rules of the content security policy among them. */
  readonly complaints: readonly string[];
}

/** Notes from now on every request to elsewhere, every dialog, new window, error and complaint of a window. */
export function watchPage(page: Page): Watched {
  const { origin, protocol } = new URL(page.url());
  const isOwn = (url: string): boolean =>
    protocol === 'app:' ? url.startsWith('app://dynascope/') : new URL(url).origin === origin;
  const foreign: string[] = [];
  const dialogs: string[] = [];
  const popups: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!isOwn(request.url())) foreign.push(request.url());
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => popups.push(popup.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { foreign, dialogs, popups, complaints };
}

/** What in the document can only have been made from data: elements that the window never makes, handlers, a script's trace. */
export function madeFromData(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('img, iframe, object, embed, a, base, meta[http-equiv]'))
      found.push(element.outerHTML.slice(0, 200));
    for (const script of document.querySelectorAll('script')) {
      if (script.src === '' || !script.src.startsWith(`${location.protocol}//${location.host}/`))
        found.push(script.outerHTML.slice(0, 200));
    }
    for (const bold of document.querySelectorAll('b'))
      if (bold.textContent.includes('TaskPaid')) found.push(bold.outerHTML);
    for (const element of document.querySelectorAll('*')) {
      for (const name of element.getAttributeNames())
        if (name.startsWith('on')) found.push(`${element.tagName} ${name}`);
    }
    if (Reflect.has(window, '__pwned')) found.push('a script of the data ran');
    if (Reflect.has({}, 'polluted')) found.push('the prototype of objects was changed');
    return found;
  });
}

const CONTROLS = '[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f\\u061c]';

/** Texts on screen whose bidirectional controls could reorder what stands around them. */
export function reorderingTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate((controls) => {
    const pattern = new RegExp(controls);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      if (pattern.test(text) && node.parentElement?.closest('bdi, [dir=auto], option') === null)
        found.push(text);
    }
    return found;
  }, CONTROLS);
}
