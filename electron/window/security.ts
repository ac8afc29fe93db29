import { app, shell, type Session, type WebContents } from 'electron';
import type { TransportLog } from '#shared/rpc/port.ts';
import { isAllowedExternal } from './appAddress.ts';

/** What the locks of the desktop need. */
export interface SecurityOptions {
  /** Whether a URL is one of the window's own documents. */
  readonly isOurs: (url: string) => boolean;
  /** Set in development: the dev server's page may load what it serves, and its socket. */
  readonly devUrl?: string;
  readonly log: TransportLog;
}

/** Opens `url` in the system's browser when it is on the list; otherwise nothing happens but a line in the log. */
const openExternal = (url: string, log: TransportLog): void => {
  if (!isAllowedExternal(url)) {
    log(`a link out of the window was not opened: ${url.slice(0, 200)}`);
    return;
  }
  shell.openExternal(url).catch((error: unknown) => log('the browser could not be opened', error));
};

const lockContents = (contents: WebContents, log: TransportLog): void => {
  contents.on('will-navigate', (event, url) => {
    // Loading the very same document again is what the window itself offers after an error.
    if (url === contents.getURL()) return;
    event.preventDefault();
    openExternal(url, log);
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url, log);
    return { action: 'deny' };
  });
};

/** Denies every permission, download and request that is not the window's own. */
export function lockSession(session: Session, { isOurs, devUrl, log }: SecurityOptions): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log(`permission denied: ${permission}`);
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  const devSocket = devUrl?.replace(/^http/, 'ws');
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const allowed =
      isOurs(url) ||
      /^(devtools|data|blob):/.test(url) ||
      (devSocket !== undefined && url.startsWith(devSocket));
    if (!allowed) log(`a request out of the window was stopped: ${url.slice(0, 200)}`);
    decide({ cancel: !allowed });
  });
}

/** Locks every `WebContents` that is ever made, before it loads anything. Call once, before the first window. */
export function lockAllContents(log: TransportLog): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
}
