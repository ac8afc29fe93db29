/**
 * What runs in the realm before the reader's own code: takes away what no reducer needs or what would make it impure,
 * and gives back three functions that take and return texts. A text of JavaScript, since its functions must belong to
 * the realm: a function of the host would lead out of it. Everything it uses later it takes hold of first, so that the
 * reader's code can spoil its own results and nothing else.
 */
export const PRELUDE = String.raw`(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { assign, create, keys } = Object;
  const { isFinite: isFiniteNumber } = Number;
  const { apply } = Reflect;
  const exec = RegExp.prototype.exec;
  const slice = String.prototype.slice;
  const text = String;
  const Failure = Error;

  // Memory outside the heap, other threads, and what belongs to a debugger.
  for (const name of [
    'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Atomics', 'WebAssembly', 'console',
    'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Float16Array',
    'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
  ]) delete globalThis[name];

  // What gives another answer tomorrow.
  const impure = (what) => {
    throw new Failure(what + ' is not to be had: the same events lead to the same state');
  };
  const Clock = Date;
  globalThis.Date = new Proxy(Clock, {
    construct: (target, args, made) =>
      args.length === 0 ? impure('The current time') : Reflect.construct(target, args, made),
    apply: () => impure('The current time'),
  });
  Clock.prototype.constructor = globalThis.Date;
  Clock.now = () => impure('The current time');
  Math.random = () => impure('Chance');

  // What JSON would lose without a word.
  BigInt.prototype.toJSON = function () { return { N: text(this) }; };
  for (const type of [Map, Set]) {
    type.prototype.toJSON = () => {
      throw new Failure('A ' + type.name + ' cannot be kept in a state; use an object or an array');
    };
  }

  const noLoss = (_, value) => {
    if (typeof value === 'number' && !isFiniteNumber(value)) throw new Failure(value + ' is no number that can be stored');
    return value;
  };
  const holdsNull = /null/;

  const modules = create(null);
  const loaded = create(null);
  let reducer;
  let current = '{}';
  let known = '';
  let problems = create(null);

  const place = /([^\s()]{1,200}):(\d{1,7}):\d{1,7}/g;
  const whereOf = (stack) => {
    place.lastIndex = 0;
    for (;;) {
      const match = apply(exec, place, [stack]);
      if (match === null) return {};
      if (match[1] in modules) return { file: match[1], line: +match[2] };
    }
  };
  const told = (error) => {
    try {
      const isError = typeof error === 'object' && error !== null;
      const message = isError && typeof error.message === 'string' ? error.message : text(error);
      const stack = isError && typeof error.stack === 'string' ? error.stack : '';
      const where = whereOf(apply(slice, stack, [0, 20000]));
      return { message: apply(slice, message, [0, 500]) || 'an error without a message', ...where };
    } catch {
      return { message: 'an error that cannot be read' };
    }
  };

  const requireFrom = (from) => (request) => {
    const name = modules[from] && modules[from].imports[request];
    if (name === undefined) throw new Failure('Only the files beside it can be imported: "' + request + '" cannot');
    if (name in loaded) return loaded[name].exports;
    const module = (loaded[name] = { exports: {} });
    apply(modules[name].factory, undefined, [module.exports, requireFrom(name), module]);
    return module.exports;
  };

  const textOf = (state) => {
    if (typeof state === 'object' && state !== null && typeof state.then === 'function') {
      throw new Failure('it returned a promise; a reducer answers at once');
    }
    if (typeof state !== 'object' || state === null || isArray(state)) {
      throw new Failure('it returned ' + (state === undefined ? 'nothing' : isArray(state) ? 'an array' : 'no object') + ' instead of a state');
    }
    const written = stringify(state);
    if (typeof written !== 'string' || written[0] !== '{') throw new Failure('its state cannot be written as JSON');
    if (written.length > 4000000) throw new Failure('its state is larger than 4 MB');
    if (apply(exec, holdsNull, [written]) !== null) stringify(state, noLoss);
    return written;
  };

  /** Messages of the invariants that a state breaks, as names. */
  const brokenBy = (stateText) => {
    const broken = create(null);
    if (reducer.invariants === undefined) return broken;
    try {
      const found = apply(reducer.invariants, undefined, [parse(stateText)]);
      if (found === undefined || found === null) return broken;
      if (!isArray(found)) throw new Failure('it returned no list of problems');
      for (let index = 0; index < found.length && index < 100; index += 1) {
        const entry = found[index];
        const message = typeof entry === 'object' && entry !== null ? text(entry.message) : text(entry);
        broken[apply(slice, message, [0, 500])] = true;
      }
    } catch (error) {
      broken['invariants failed: ' + told(error).message] = true;
    }
    return broken;
  };

  return {
    define(name, imports, factory) {
      modules[name] = { imports: assign(create(null), parse(imports)), factory };
    },
    load(entry) {
      try {
        loaded[entry] = { exports: {} };
        const module = loaded[entry];
        apply(modules[entry].factory, undefined, [module.exports, requireFrom(entry), module]);
        let found = module.exports;
        if (typeof found.reduce !== 'function' && found.default) found = found.default;
        const { reduce, initialState, invariants, compare } = found;
        if (typeof reduce !== 'function') throw new Failure('It exports no function named reduce');
        if (initialState === undefined) throw new Failure('It exports no initialState');
        if (typeof initialState === 'function') throw new Failure('Its initialState is a function; it must be the state itself');
        if (invariants !== undefined && typeof invariants !== 'function') throw new Failure('Its invariants are no function');
        reducer = { reduce, invariants };
        current = textOf(initialState);
        return '{"initial":' + current + ',"compare":' + (stringify(compare) || 'null') +
          ',"invariants":' + (invariants !== undefined) + '}';
      } catch (error) {
        return stringify({ failed: told(error) });
      }
    },
    begin(stateText, isFirst) {
      current = stateText;
      if (stateText === known) return;
      problems = isFirst ? create(null) : brokenBy(stateText);
      known = stateText;
    },
    next(eventText) {
      try {
        const written = textOf(apply(reducer.reduce, undefined, [parse(current), parse(eventText)]));
        if (written === current) return '{}';
        const broken = brokenBy(written);
        const fresh = [];
        for (const message of keys(broken)) if (!(message in problems)) fresh[fresh.length] = message;
        current = written;
        known = written;
        problems = broken;
        return '{"state":' + written + (fresh.length === 0 ? '' : ',"violated":' + stringify(fresh)) + '}';
      } catch (error) {
        return stringify({ failed: told(error) });
      }
    },
  };
})()`;
