import { platform as currentPlatform } from 'node:os';

/** Whether Chromium and Electron need `--no-sandbox` here: as root on Linux their sandbox refuses to start. */
export function needsNoSandbox(platform: string = currentPlatform(), uid = process.getuid?.()): boolean {
  return platform === 'linux' && uid === 0;
}
