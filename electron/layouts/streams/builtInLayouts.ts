import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import { akkaLayout } from './builtIn/akka.ts';
import { castoreLayout } from './builtIn/castore.ts';
import { ddesLayout } from './builtIn/ddes.ts';
import { equinoxLayout } from './builtIn/equinox.ts';
import { j5ik2oLayout } from './builtIn/j5ik2o.ts';
import { pekkoLayout } from './builtIn/pekko.ts';
import { taskLayout } from './builtIn/task.ts';

/** The layout files that come with this program, in the order in which they are listed. */
export const BUILT_IN_LAYOUTS: readonly LayoutFile[] = [
  taskLayout,
  castoreLayout,
  equinoxLayout,
  ddesLayout,
  j5ik2oLayout,
  akkaLayout,
  pekkoLayout,
].map((file) => layoutFileSchema.parse(file));

/** The built-in layout file of that name; undefined when there is none. */
export function streamLayoutOf(name: string): LayoutFile | undefined {
  return BUILT_IN_LAYOUTS.find((file) => file.name === name);
}
