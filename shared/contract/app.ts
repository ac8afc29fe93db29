import { z } from 'zod';
import { placeSchema } from '../model/place.ts';
import { nothingSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/** What the reader has chosen; kept by the host so that it survives restarts and is the same in every window. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** An IANA zone name, or `local`. Every time on screen is shown in it. */
  timeZone: z.string(),
  /** Whether times are shown as clock times or as distances from now. */
  timeStyle: z.enum(['absolute', 'relative']),
  /** Pane sizes in percent, by the id of the pane group. */
  panes: z.record(z.string(), z.record(z.string(), z.number())),
  /** Connection and table shown last, to open again at the next start. */
  lastTable: z.object({ connection: z.string(), table: z.string() }).nullable(),
});

/** What the reader has chosen. */
export type Settings = z.infer<typeof settingsSchema>;

/** What the window should know of its host. */
export const appInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'web']),
  platform: z.string(),
  dataFolder: z.string(),
});

/** What the window should know of its host. */
export type AppInfo = z.infer<typeof appInfoSchema>;

/** The program itself: what it is, what the reader chose, links that the system hands over. */
export const app = {
  info: query(nothingSchema, appInfoSchema),
  readSettings: query(nothingSchema, settingsSchema),
  changeSettings: command(settingsSchema.partial(), settingsSchema),
  /** Places that arrive as `dynascope://` links while the window is open; ends only with the window. */
  links: stream(nothingSchema, placeSchema, voidSchema),
};
