import { join } from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '#shared/contract/app.ts';
import { jsonFile, type FileProblem } from './jsonFile.ts';

/** What holds before the reader has chosen anything. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  timeZone: 'local',
  timeStyle: 'absolute',
  panes: {},
  lastTable: null,
};

/** Fields that an earlier release did not have yet get their default. */
const storedSchema = z
  .record(z.string(), z.unknown())
  .transform((stored) => ({ ...DEFAULT_SETTINGS, ...stored }))
  .pipe(settingsSchema);

/** Some of the settings, as they are to be from now on; what is absent or undefined stays as it is. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What the reader has chosen, on disk. */
export interface SettingsFile {
  readonly read: () => Promise<Settings>;
  /** Changes what is given and leaves the rest, also what another window has changed meanwhile. Gives all of it. */
  readonly change: (change: SettingsChange) => Promise<Settings>;
}

/** The settings in `<dataFolder>/settings.json`. A file that cannot be read is moved aside and told. */
export function settingsFile(dataFolder: string, onProblem: (problem: FileProblem) => void): SettingsFile {
  const file = jsonFile({
    file: join(dataFolder, 'settings.json'),
    version: 1,
    schema: storedSchema,
    initial: DEFAULT_SETTINGS,
    onProblem,
  });
  return {
    read: file.read,
    change: (change) =>
      file.change((before) => ({
        theme: change.theme ?? before.theme,
        timeZone: change.timeZone ?? before.timeZone,
        timeStyle: change.timeStyle ?? before.timeStyle,
        // One pane group at a time is dragged; the others keep their sizes.
        panes: { ...before.panes, ...change.panes },
        lastTable: change.lastTable === undefined ? before.lastTable : change.lastTable,
      })),
  };
}
