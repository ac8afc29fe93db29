import { pathSchema, type Path } from '#shared/model/reducerSpec.ts';

/** What stands between the names of a path of which a name holds a dot. */
const STEP = ' › ';

const namesOf = (path: Path): readonly string[] => (typeof path === 'string' ? path.split('.') : path);

/** The names that a JSON list in a field gives; undefined for any other text. */
function listed(text: string): Path | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const read = pathSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** The path that a field's text names. */
export function pathOf(text: string): Path {
  const path = text.trim();
  return listed(path) ?? (path.includes(STEP) ? path.split(STEP) : path);
}

/** A path as a field shows it, which {@link pathOf} reads back; a JSON list where nothing plainer would be. */
export function pathText(path: Path | undefined): string {
  if (path === undefined) return '';
  const names = JSON.stringify(namesOf(path));
  const text = typeof path === 'string' ? path : path.join(STEP);
  return text !== '' && JSON.stringify(namesOf(pathOf(text))) === names ? text : names;
}
