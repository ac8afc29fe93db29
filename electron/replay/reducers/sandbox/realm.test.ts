import { afterEach, describe, expect, it } from 'vitest';
import { openRealm, type Realm } from './realm.ts';

const realm = (code: string): Realm => {
  const opened = openRealm([{ name: 'mine.js', code, imports: {} }]);
  opened.load();
  return opened;
};

/** What `expression` comes to as a field of the state, one event after the start. */
const seen = (expression: string, before = ''): unknown => {
  const opened = realm(
    `${before}\nexports.initialState = {};\nexports.reduce = (state, event) => ({ seen: ${expression} });`,
  );
  opened.begin('{}', true);
  const answer: unknown = JSON.parse(opened.next('{"seq":1}'));
  return answer;
};

describe('realm', () => {
  afterEach(() => {
    expect(Reflect.get(Object.prototype, 'planted')).toBeUndefined();
    expect(Reflect.get(globalThis, 'planted')).toBeUndefined();
  });

  it('knows nothing of the host', () => {
    for (const name of [
      'process',
      'require',
      'module.constructor',
      'fetch',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'queueMicrotask',
      'Buffer',
      'URL',
      'TextDecoder',
      'performance',
      'structuredClone',
      'console',
      'WebAssembly',
      'SharedArrayBuffer',
      'ArrayBuffer',
      'Uint8Array',
      'Atomics',
      'global',
      '__dirname',
      'globalThis.constructor',
    ]) {
      const known = ['require', 'module.constructor', 'globalThis.constructor'].includes(name);
      const answer = JSON.stringify(seen(`typeof ${name}`));
      if (!known) expect(answer, name).toBe('{"state":{"seen":"undefined"}}');
    }
  });

  it('makes no code of texts', () => {
    for (const attempt of [
      `(0, eval)('1')`,
      `new Function('return 1')()`,
      `(() => 0).constructor('return 1')()`,
      `globalThis.constructor.constructor('return process')()`,
      `this.constructor.constructor('return process')()`,
      `event.constructor.constructor('return process')()`,
      `require.constructor('return process')()`,
      `module.constructor.constructor('return process')()`,
      `(async () => 0).constructor('return 1')()`,
      `(function* () {}).constructor('return 1')()`,
      `Reflect.construct(Function, ['return 1'])()`,
    ]) {
      expect(JSON.stringify(seen(attempt)), attempt).toMatch(
        /Code generation from strings disallowed|Cannot read properties of undefined|not a function/,
      );
    }
  });

  it('gives away no frame or error of the host', () => {
    const frames = seen(
      `caught.map((frame) => String(frame.getThis()) + String(frame.getFunction())).join()`,
      `let caught = [];
       Error.prepareStackTrace = (error, frames) => { caught = frames; return ''; };
       void new Error('x').stack;`,
    );
    expect(JSON.stringify(frames)).not.toContain('native code');
    expect(JSON.stringify(frames)).not.toContain('process');
    const deep = seen(
      `(() => { const down = () => down(); try { down(); } catch (error) {
         return String(error.constructor.constructor === Function) + (error instanceof RangeError); } })()`,
    );
    expect(deep).toEqual({ state: { seen: 'truetrue' } });
    expect(
      seen(`(() => { try { return arguments.callee.caller.constructor('return process')(); }
      catch (error) { return 'refused'; } })()`),
    ).toEqual({ state: { seen: 'refused' } });
  });

  it('keeps what is spoiled to itself', () => {
    const spoil = `
      Object.prototype.planted = 1; Array.prototype.push = () => { throw 1 }; globalThis.planted = 1;
      Object.prototype.toString = () => 'x'; Array[Symbol.species] = class { constructor() { throw 2 } };
      JSON.stringify = () => '{"state":{"seen":"forged"}}'; JSON.parse = () => ({}); String = () => 'forged';
      Object.defineProperty(Object.prototype, 'state', { get() { throw 3 }, set() {} , configurable: true });`;
    expect(seen('event.seq', spoil)).toEqual({ state: { seen: 1 } });
    expect([1].map((entry) => entry)).toEqual([1]);
    expect(JSON.parse('{"a":1}')).toEqual({ a: 1 });
  });

  it('takes nothing for a state but an object', () => {
    const failing: readonly (readonly [string, RegExp])[] = [
      ['undefined', /returned nothing/],
      ['null', /no object/],
      ['"text"', /no object/],
      ['[]', /an array/],
      ['(async () => ({}))()', /promise/],
      ['({ then() {} })', /promise/],
      ['(() => {})', /no object/],
      ['new Proxy({}, { ownKeys() { throw new Error("trap") } })', /trap/],
      ['({ get a() { throw new Error("getter") } })', /getter/],
      ['({ toJSON() { return 5 } })', /cannot be written/],
      ['({ toJSON() { return undefined } })', /cannot be written/],
      ['(() => { const loop = {}; loop.loop = loop; return loop; })()', /circular/i],
      ['({ n: NaN })', /NaN is no number/],
      ['({ n: -Infinity })', /-Infinity is no number/],
      ['({ m: new Map() })', /Map cannot be kept/],
      ['({ text: "x".repeat(5000000) })', /larger than 4 MB/],
      ['({ x: Math.random() })', /Chance is not to be had/],
      ['({ x: Date.now() })', /current time/],
      ['({ x: new Date() })', /current time/],
      ['({ x: Date() })', /current time/],
      ['(() => { throw undefined })()', /undefined/],
      ['(() => { throw { get message() { throw 1 } } })()', /cannot be read/],
      ['(() => { throw new Proxy({}, { get() { throw 1 } }) })()', /cannot be read/],
      ['(() => { throw Symbol("s") })()', /Symbol\(s\)/],
      ['require("node:fs")', /Only the files beside it/],
      ['require("__proto__")', /Only the files beside it/],
      ['require("constructor")', /Only the files beside it/],
    ];
    for (const [expression, reason] of failing) {
      const opened = realm(`exports.initialState = {}; exports.reduce = () => (${expression});`);
      opened.begin('{}', true);
      expect(opened.next('{}'), expression).toMatch(/^\{"failed"/);
      expect(opened.next('{}'), expression).toMatch(reason);
    }
  });

  it('reads and writes times, big numbers and nulls', () => {
    expect(seen('[new Date("2026-03-11T09:00:00Z").getTime(), 12345678901234567890n, null, "null"]')).toEqual(
      {
        state: { seen: [1773219600000, { N: '12345678901234567890' }, null, 'null'] },
      },
    );
  });

  it('starts each step from what JSON kept of the last', () => {
    const opened = realm(`
      exports.initialState = { n: 0 };
      exports.reduce = (state) => { state.n += 1; state.fn = () => 0; state.gone = undefined; return state; };`);
    opened.begin('{"n":0}', true);
    expect(opened.next('{}')).toBe('{"state":{"n":1}}');
    expect(opened.next('{}')).toBe('{"state":{"n":2}}');
  });

  it('leaves the state as it was where the reducer throws, however far it had come', () => {
    const opened = realm(`
      exports.initialState = { n: 0 };
      exports.reduce = (state, event) => { state.n += 1; if (event.bad) throw new Error('planted'); return state; };`);
    opened.begin('{"n":0}', true);
    expect(JSON.parse(opened.next('{"bad":true}'))).toEqual({
      failed: { message: 'planted', file: 'mine.js', line: 3 },
    });
    expect(opened.next('{}')).toBe('{"state":{"n":1}}');
  });

  it('tells an invariant once, at the event that broke it, and again after it held', () => {
    const opened = realm(`
      exports.initialState = { n: 0 };
      exports.reduce = (state, event) => ({ n: event.n });
      exports.invariants = (state) => state.n < 0 ? ['below zero'] : state.n > 9 ? [{ message: 'too many' }] : [];`);
    const at = (n: number): unknown => JSON.parse(opened.next(JSON.stringify({ n })));
    opened.begin('{"n":0}', true);
    expect(at(-1)).toEqual({ state: { n: -1 }, violated: ['below zero'] });
    expect(at(-2)).toEqual({ state: { n: -2 } });
    expect(at(1)).toEqual({ state: { n: 1 } });
    expect(at(-1)).toMatchObject({ violated: ['below zero'] });
    opened.begin('{"n":-5}', false);
    expect(at(-6)).toEqual({ state: { n: -6 } });
    expect(at(10)).toMatchObject({ violated: ['too many'] });
  });

  it('says why a file is no reducer', () => {
    const why = (code: string): unknown =>
      JSON.parse(openRealm([{ name: 'mine.js', code, imports: {} }]).load());
    expect(why('')).toMatchObject({
      failed: { message: expect.stringContaining('no function named reduce') },
    });
    expect(why('exports.reduce = () => ({})')).toMatchObject({
      failed: { message: expect.stringContaining('no initialState') },
    });
    expect(why('\n\nlet let = 1')).toMatchObject({ failed: { file: 'mine.js', line: 3 } });
    expect(why('\nnope()')).toMatchObject({
      failed: { message: 'nope is not defined', file: 'mine.js', line: 2 },
    });
    expect(
      why('module.exports = { reduce: () => ({}), initialState: {}, compare: { ignore: ["a"] } }'),
    ).toEqual({
      initial: {},
      compare: { ignore: ['a'] },
      invariants: false,
    });
  });

  it('imports the files beside it, in circles too', () => {
    const opened = openRealm([
      {
        name: 'mine.js',
        code: 'const { add } = require("./sums"); exports.initialState = {n: 0}; exports.one = 1; exports.reduce = (s) => ({ n: add(s.n) });',
        imports: { './sums': 'sums.js' },
      },
      {
        name: 'sums.js',
        code: 'const mine = require("./mine"); exports.add = (n) => n + mine.one;',
        imports: { './mine': 'mine.js' },
      },
    ]);
    opened.load();
    opened.begin('{"n":1}', true);
    expect(opened.next('{}')).toBe('{"state":{"n":2}}');
  });
});
