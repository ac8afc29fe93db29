import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isExecutable } from './executable.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const LINUX = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const installed = (platform: string, env: Environment): readonly string[] => {
  switch (platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
        folder === undefined ? [] : [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')],
      );
    default:
      return LINUX.map((name) => join('/usr/bin', name));
  }
};

/** Where Playwright keeps its browsers (playwright.dev, "Browsers", "Managing browser binaries"). */
const playwrightFolder = (platform: string, env: Environment, home: string): string => {
  const chosen = env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen !== undefined && chosen !== '' && chosen !== '0') return chosen;
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Caches', 'ms-playwright');
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ms-playwright');
    default:
      return join(env.XDG_CACHE_HOME ?? join(home, '.cache'), 'ms-playwright');
  }
};

const PLAYWRIGHT_FILES = [
  ['chrome-linux', 'chrome'],
  ['chrome-linux64', 'chrome'],
  ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-win', 'chrome.exe'],
  ['chrome-win64', 'chrome.exe'],
];

const revisionOf = (folder: string): number => Number(folder.slice('chromium-'.length)) || 0;

/** Playwright's own downloads, newest first. */
const downloaded = (folder: string): readonly string[] => {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.startsWith('chromium-'))
    .sort((a, b) => revisionOf(b) - revisionOf(a))
    .flatMap((name) => PLAYWRIGHT_FILES.map((file) => join(folder, name, ...file)));
};

/** The Chromium or Chrome to use: `CHROME_PATH`, the system's, then Playwright's own download; undefined without any. */
export function findChromium(
  env: Environment = process.env,
  platform: string = process.platform,
  home = homedir(),
): string | undefined {
  const chosen = env.CHROME_PATH === undefined || env.CHROME_PATH === '' ? [] : [env.CHROME_PATH];
  const candidates = [
    ...chosen,
    ...installed(platform, env),
    ...downloaded(playwrightFolder(platform, env, home)),
  ];
  return candidates.find(isExecutable);
}
