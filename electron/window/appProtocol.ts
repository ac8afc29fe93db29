import { protocol } from 'electron';
import { APP_SCHEME, appPathOf } from './appAddress.ts';
import { securityHeaders } from './contentSecurity.ts';
import { createWindowFiles, type FileAnswer } from './windowFiles.ts';

/** Makes `app:` a scheme with an origin of its own, like https. Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

const notHere = (): FileAnswer => ({
  status: 404,
  headers: { ...securityHeaders(), 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from('There is nothing here.\n'),
});

/** Serves the built window at `app://dynascope/`, once Electron is ready. Other hosts of the scheme are empty. */
export function serveAppScheme(windowFolder: string): void {
  const files = createWindowFiles(windowFolder);
  const answer = async (method: string, url: string): Promise<FileAnswer> => {
    const path = appPathOf(url);
    return path === undefined || (method !== 'GET' && method !== 'HEAD') ? notHere() : files(path);
  };
  // `handle` came with Electron 25; before it, headers go through the buffer protocol.
  if (Reflect.has(protocol, 'handle')) {
    protocol.handle(APP_SCHEME, async ({ method, url }) => {
      const { status, headers, body } = await answer(method, url);
      return new Response(new Uint8Array(body), { status, headers: { ...headers } });
    });
    return;
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way in the oldest runtime that is served
  protocol.registerBufferProtocol(APP_SCHEME, ({ method, url }, callback) => {
    void answer(method, url).then(({ status, headers, body }) =>
      callback({ statusCode: status, headers: { ...headers }, data: body }),
    );
  });
}
