import type { ContractShape, Entry } from '../contract/define.ts';

/** `[domain, name]` of a path `domain.name`, or undefined when it has another form. */
const splitPath = (path: string): readonly [string, string] | undefined => {
  const [domain, name, ...rest] = path.split('.');
  return domain === undefined || name === undefined || rest.length > 0 ? undefined : [domain, name];
};

/** The own property `name` of `holder`, never one that a prototype lends (`__proto__`, `constructor`). */
const ownProperty = (holder: unknown, name: string): unknown =>
  typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? Reflect.get(holder, name)
    : undefined;

/** The entry at `path`, or undefined when the contract itself has none there. */
export function entryAt(contract: ContractShape, path: string): Entry | undefined {
  const parts = splitPath(path);
  if (parts === undefined) return undefined;
  const [domain, name] = parts;
  if (!Object.hasOwn(contract, domain)) return undefined;
  const entries = contract[domain];
  return entries !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

/** A handler as the server calls it, once the entry's schema has vouched for the input. */
export type AnyHandler = (input: unknown, context: object) => unknown;

const isHandler = (value: unknown): value is AnyHandler => typeof value === 'function';

/** The handler at `path`, or undefined. */
export function handlerAt(handlers: object, path: string): AnyHandler | undefined {
  const parts = splitPath(path);
  if (parts === undefined) return undefined;
  const handler = ownProperty(ownProperty(handlers, parts[0]), parts[1]);
  return isHandler(handler) ? handler : undefined;
}
