import { securityHeaders } from '../window/contentSecurity.ts';

/** A small page without script or style, said by the web host itself. */
export interface PlainPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const page = (status: number, title: string, sentences: readonly string[], head = ''): PlainPage => ({
  status,
  headers: {
    ...securityHeaders(),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  },
  body: [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="color-scheme" content="light dark">${head}<title>${title}</title></head><body>`,
    `<h1>${title}</h1>`,
    ...sentences.map((sentence) => `<p>${sentence}</p>`),
    '</body></html>\n',
  ].join(''),
});

const NEW_LINK =
  'A new link has been printed where Dynascope runs: open that one. It works once, and within an hour.';

/** A token that has been used, is too old, or never was one. */
export const linkRefused = (): PlainPage =>
  page(401, 'This link has been used', ['Each link to Dynascope works once.', NEW_LINK]);

/** A request without a session. */
export const notSignedIn = (): PlainPage =>
  page(401, 'Open Dynascope from its own link', ['This browser has not been let in yet.', NEW_LINK]);

/**
 * A link on another site led here, and the browser withholds our strict cookie on such a way in. Loading once more,
 * now from our own page, brings it.
 */
export const comeInAgain = (): PlainPage =>
  page(200, 'Opening Dynascope', ['One moment.'], '<meta http-equiv="refresh" content="0">');

/** Host, origin, target or method that is not ours to answer; says no more than that. */
export const refused = (status: 400 | 403 | 404 | 405, title: string): PlainPage => page(status, title, []);
