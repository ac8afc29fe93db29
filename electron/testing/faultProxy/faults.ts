import type { Refusal } from './refusals.ts';

/**
 * How an answer goes wrong on its way: the connection is reset, nothing ever comes, HTTP 500, 503 with a page of HTML,
 * less than the announced length and then the end, less and then silence, text that is no JSON.
 */
export const BREAKAGES = ['reset', 'hang', 'fault', 'html', 'short', 'stall', 'garbage'] as const;

/** One way in which an answer goes wrong. */
export type Breakage = (typeof BREAKAGES)[number];

/**
 * What the proxy does to one request.
 * - `broken`: the answer goes wrong, `before` the server has seen the request, or `after` it has done its work.
 * - `slow`: the whole answer comes, in small pieces.
 * - `refused`: DynamoDB's own refusal of this name; the server never sees the request.
 * - `unprocessed`: a batch is answered as if the server had got to none of it.
 * - `emptyPage`: a query or scan is answered without items, and with a key to go on from.
 */
export type Fault =
  | { readonly kind: 'broken'; readonly how: Breakage; readonly moment: 'before' | 'after' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'refused'; readonly as: Refusal }
  | { readonly kind: 'unprocessed' }
  | { readonly kind: 'emptyPage' };

/** What becomes of one request: a fault, or nothing; a function decides it when the request comes. */
export type Step = Fault | 'pass' | (() => Fault | 'pass');

/** The server does its work, and the answer goes wrong. */
export const lost = (how: Breakage): Fault => ({ kind: 'broken', how, moment: 'after' });

/** The server never hears of the request, and the caller gets an answer that is none. */
export const unheard = (how: Breakage): Fault => ({ kind: 'broken', how, moment: 'before' });

/** DynamoDB refuses. */
export const refused = (as: Refusal): Fault => ({ kind: 'refused', as });

/** The steps of a script in which `fault` strikes request number `nth` and the `times - 1` after it. */
export const strikes = (fault: Fault, nth: number, times: number): readonly Step[] => [
  ...Array.from({ length: nth - 1 }, () => 'pass' as const),
  ...Array.from({ length: times }, () => fault),
  'pass',
];
