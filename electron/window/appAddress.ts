/** Scheme of the window's own address. */
export const APP_SCHEME = 'app';

const APP_HOST = 'dynascope';

/** The window's own address on the desktop; places follow as paths (`app://dynascope/t/…`). */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
};

/** Path of a URL on the window's own host, as it came and without its query; undefined for any other URL. */
export function appPathOf(url: string): string | undefined {
  const parsed = parse(url);
  if (parsed?.protocol !== `${APP_SCHEME}:` || parsed.host !== APP_HOST) return undefined;
  return parsed.pathname === '' ? '/' : parsed.pathname;
}

/** A test for the window's own documents: those at {@link APP_ORIGIN} or, in development, at the dev server's origin. */
export function createIsOurs(devUrl: string | undefined): (url: string) => boolean {
  const devOrigin = devUrl === undefined ? undefined : parse(devUrl)?.origin;
  return (url) =>
    appPathOf(url) !== undefined || (devOrigin !== undefined && parse(url)?.origin === devOrigin);
}

/** Sites that a link in the window may open in the browser: https, and these hosts exactly. */
export const EXTERNAL_HOSTS: readonly string[] = ['docs.aws.amazon.com', 'github.com'];

/** Whether `url` may be handed to the system's browser. */
export function isAllowedExternal(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed?.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    EXTERNAL_HOSTS.includes(parsed.hostname)
  );
}
