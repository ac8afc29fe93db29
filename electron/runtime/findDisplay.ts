type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a window can be shown, or in a plain sentence why not. */
export type Display = { readonly available: true } | { readonly available: false; readonly reason: string };

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** Whether windows can be shown here: always on Windows and macOS, elsewhere where X11 or Wayland is announced. */
export function findDisplay(env: Environment = process.env, platform: string = process.platform): Display {
  if (platform === 'win32' || platform === 'darwin' || isSet(env.DISPLAY) || isSet(env.WAYLAND_DISPLAY)) {
    return { available: true };
  }
  return { available: false, reason: 'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
}
