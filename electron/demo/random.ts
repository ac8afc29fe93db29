/** A reproducible source of chance. The same seed gives the same numbers, on every machine. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  /** True with probability `p`. */
  readonly chance: (p: number) => boolean;
  /** One of `choices`, all equally likely. */
  readonly pick: <const T extends readonly [unknown, ...(readonly unknown[])]>(choices: T) => T[number];
  /** A log-normal value: half of the values lie below `median`; `sigma` near 0.5 is tame, near 1 long-tailed. */
  readonly logNormal: (median: number, sigma: number) => number;
  /** `length` decimal digits, the first of them not 0. */
  readonly digits: (length: number) => string;
  /** `length` lower-case hexadecimal digits. */
  readonly hex: (length: number) => string;
  /** An independent source; what it yields does not depend on how much this one has given. */
  readonly fork: (label: string) => Random;
}

/** FNV-1a over UTF-16 units: spreads a seed text over 32 bits. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash32(text: string, basis: number): number {
  let hash = basis >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** The sfc32 generator: 128 bits of state, passes PractRand. @see https://pracrand.sourceforge.net/RNG_engines.txt */
function sfc32(seed: string): () => number {
  let a = hash32(seed, 0x811c9dc5);
  let b = hash32(seed, 0x9e3779b9);
  let c = hash32(seed, 0x243f6a88);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum / 2 ** 32;
  };
  // The first few outputs still show how close two seeds are.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** A source of chance for `seed`. */
export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const text = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(int(0, alphabet.length - 1))).join('');
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (choices) => choices[int(0, choices.length - 1)] ?? choices[0],
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    digits: (length) => String(int(1, 9)) + text('0123456789', length - 1),
    hex: (length) => text('0123456789abcdef', length),
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}
