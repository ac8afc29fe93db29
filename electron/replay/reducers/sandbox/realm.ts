import { createContext, Script, type Context } from 'node:vm';
import type { ModuleFile } from '../replaySetup.ts';
import { PRELUDE } from './prelude.ts';

/** The prelude's functions; they belong to the realm, and may be called with texts and functions of the realm only. */
interface Inside {
  readonly define: (name: string, imports: string, factory: unknown) => unknown;
  readonly load: (entry: string) => unknown;
  readonly begin: (state: string, first: boolean) => unknown;
  readonly next: (event: string) => unknown;
}

const isInside = (value: unknown): value is Inside =>
  typeof value === 'object' &&
  value !== null &&
  ['define', 'load', 'begin', 'next'].every((name) => typeof Reflect.get(value, name) === 'function');

/** A realm of its own with the reader's code in it. Only texts go in and come out. */
export interface Realm {
  /** JSON: `initial`, `compare` and `invariants`, or `failed`. */
  load(): string;
  /** Puts a state in place. `first`: no event led to it, so what it breaks is no news. */
  begin(state: string, first: boolean): void;
  /** Folds one event. JSON: `state` when it changed, `violated`, or `failed`. */
  next(event: string): string;
}

const FAILED = JSON.stringify({ failed: { message: 'it went too deep, or was stopped' } });

/** Whatever comes out of the realm but a text is not looked at: looking at an object would run its code. */
const onlyText = (call: () => unknown): string => {
  try {
    const answer = call();
    return typeof answer === 'string' ? answer : FAILED;
  } catch {
    return FAILED;
  }
};

/** What a failed compilation tells, in the form of `load`. */
function compileError(error: unknown, name: string): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const line = stack.startsWith(`${name}:`)
    ? Number(/^\d+/.exec(stack.slice(name.length + 1))?.[0])
    : undefined;
  return JSON.stringify({ failed: { message, file: name, ...(line === undefined ? {} : { line }) } });
}

/**
 * Opens a realm around a reducer's files, the first of which is its entry. Its global object has no prototype of the
 * host's, it can make no code of texts, its promises never go on, and no object of the host is within reach.
 * @see https://nodejs.org/api/vm.html#vmcreatecontextcontextobject-options
 */
export function openRealm(files: readonly ModuleFile[]): Realm {
  const bare: Context = { __proto__: null };
  const context = createContext(bare, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  const inside: unknown = new Script(PRELUDE, { filename: 'prelude' }).runInContext(context);
  if (!isInside(inside)) throw new TypeError('The prelude gives no functions.');
  const { define, load, begin, next } = inside;
  let broken: string | undefined;
  for (const { name, code, imports } of files) {
    try {
      const factory: unknown = new Script(`(function (exports, require, module) {${code}\n})`, {
        filename: name,
      }).runInContext(context);
      define(name, JSON.stringify(imports), factory);
    } catch (error) {
      broken ??= compileError(error, name);
    }
  }
  return {
    load: () => broken ?? onlyText(() => load(files[0]?.name ?? '')),
    begin: (state, first) => void onlyText(() => begin(state, first)),
    next: (event) => onlyText(() => next(event)),
  };
}
