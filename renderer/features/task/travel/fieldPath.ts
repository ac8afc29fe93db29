import type { DiffPath } from '#shared/model/diff.ts';

const STEP = /^(?:\[(\d{1,6})\]|\.?("(?:[^"\\]|\\.)*")|\.?([^.[\]"]+))/;

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a path as `pathText` writes it, `order.lines[3].sku`, odd names quoted; undefined when it is none. */
export function parsePath(text: string): DiffPath | undefined {
  const path: (string | number)[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) return undefined;
    const [whole, index, quoted, name] = match;
    const step = index === undefined ? (quoted === undefined ? name : unquoted(quoted)) : Number(index);
    // A path begins with a name, without a dot.
    if (step === undefined || (path.length === 0 && (typeof step === 'number' || whole.startsWith('.'))))
      return undefined;
    if (path.length > 0 && index === undefined && !whole.startsWith('.')) return undefined;
    path.push(step);
    rest = rest.slice(whole.length);
  }
  return path.length === 0 ? undefined : path;
}
