import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { pathToPlace } from '#shared/model/place.ts';
import { securityHeaders } from './contentSecurity.ts';

/** An answer to a request for one of the window's files, the same for `app://` and for web mode. */
export interface FileAnswer {
  readonly status: 200 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const MIME_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.map', 'application/json; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
]);

/** How to read the file behind a name; nothing that is not a plain name inside the folder. */
type Resolved = { readonly kind: 'name'; readonly name: string } | { readonly kind: 'refused' };

/**
 * The relative name that the path of a request asks for. Places (`/`, `/t/…`) ask for `index.html`; everything else
 * must be plain segments: no `.`, `..`, backslash, colon, NUL or empty segment, neither as they are nor encoded.
 */
export function resolveWindowPath(pathname: string): Resolved {
  if (pathToPlace(pathname) !== undefined) return { kind: 'name', name: 'index.html' };
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return { kind: 'refused' };
  }
  if (!decoded.startsWith('/')) return { kind: 'refused' };
  const segments = decoded.slice(1).split('/');
  // Dot files are never part of the window. A colon is a drive or an alternate stream on Windows; `%` would be a second encoding.
  const plain = segments.every(
    (segment) => segment !== '' && !segment.startsWith('.') && !/[\\:%\0]/.test(segment),
  );
  return plain ? { kind: 'name', name: segments.join(sep) } : { kind: 'refused' };
}

const answer = (status: FileAnswer['status'], type: string, body: Buffer, cache: string): FileAnswer => ({
  status,
  headers: { ...securityHeaders(), 'content-type': type, 'cache-control': cache },
  body,
});

const plain = (status: 400 | 404, text: string): FileAnswer =>
  answer(status, 'text/plain; charset=utf-8', Buffer.from(`${text}\n`), 'no-store');

/** Reads the file `name` of `folder`, links followed, provided that it still lies inside the folder. */
const readInside = async (folder: string, name: string): Promise<Buffer | undefined> => {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, name));
    return file.startsWith(root + sep) ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Serves the built window in `folder`. The function it gives takes the path of a request as it came, percent-encoded
 * and without its query, and never throws: what is outside the folder, or absent, is 404, a path that is no plain
 * one 400.
 */
export function createWindowFiles(folder: string): (pathname: string) => Promise<FileAnswer> {
  return async (pathname) => {
    const resolved = resolveWindowPath(pathname);
    if (resolved.kind === 'refused') return plain(400, 'This path is not allowed.');
    const { name } = resolved;
    const body = await readInside(folder, name);
    if (body === undefined) {
      return plain(
        404,
        name === 'index.html'
          ? 'The window has not been built: run “npm run build”.'
          : 'There is no such file.',
      );
    }
    const type = MIME_TYPES.get(extname(name).toLowerCase()) ?? 'application/octet-stream';
    return answer(200, type, body, name.endsWith('.html') ? 'no-store' : 'no-cache');
  };
}
