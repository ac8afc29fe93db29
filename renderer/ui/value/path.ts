import type { DiffPath } from '#shared/model/diff.ts';

/** A path as one text that is unique per path; for map keys and element ids, not for readers. */
export function pathKey(path: DiffPath): string {
  return JSON.stringify(path);
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A path as readers and DynamoDB expressions write it: `order.lines[3].sku`; odd names are quoted. */
export function pathText(path: DiffPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${String(step)}]`;
      const name = PLAIN.test(step) ? step : JSON.stringify(step);
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** Whether `path` is `prefix` or lies below it. */
export function startsWith(path: DiffPath, prefix: DiffPath): boolean {
  return prefix.every((step, index) => path[index] === step);
}
