import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { SequenceSource } from '#shared/model/streamLayout.ts';
import { originOf, textAt, type Matcher, type Origin, type PartOf } from './matcher.ts';
import { pathText, type Reading } from './values.ts';

/** One summand of a number. */
export interface Term {
  readonly origin: Origin;
  readonly times: number;
}

/** How events are numbered, made ready. */
export interface Numbering {
  readonly terms: readonly Term[];
  readonly offset: number;
  readonly of: 'first' | 'last' | 'every';
  readonly padding: number | undefined;
  /** The number that an item carries, or why it carries none. */
  readonly read: (item: AttributeMap, parts: PartOf) => Reading<number>;
}

const NO_NUMBER = 'no sequence number from 1 on';

/** A count from its digits, whatever their padding; undefined beyond what a sequence may be. */
export function countOf(digits: string | undefined): number | undefined {
  if (digits === undefined || !/^\d{1,16}$/.test(digits)) return undefined;
  const count = Number(digits);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** A sequence from a count and what is added to it; undefined when the sum is none from 1 on. */
export const sequenceOf = (count: number | undefined, offset: number): number | undefined => {
  const sequence = (count ?? Number.NaN) + offset;
  return Number.isSafeInteger(sequence) && sequence >= 1 ? sequence : undefined;
};

const reasonFor = (terms: readonly Term[]): string => {
  const [path] = terms.flatMap(({ origin }) => (origin.path === undefined ? [] : [origin.path]));
  return path === undefined ? `its key carries ${NO_NUMBER}` : `its ${pathText([...path])} is ${NO_NUMBER}`;
};

/** Makes the numbering of a rule ready. */
export function numberingOf(source: SequenceSource, matcher: Pick<Matcher, 'partition' | 'sort'>): Numbering {
  const terms = source.sum.map(({ from, times }) => ({ origin: originOf(from, matcher), times }));
  const reason = reasonFor(terms);
  return {
    terms,
    offset: source.offset,
    of: source.of ?? 'first',
    padding: source.padding,
    read: (item, parts) => {
      let sum: number | undefined = 0;
      for (const { origin, times } of terms) {
        const count = countOf(textAt(origin, item, parts));
        sum = count === undefined || sum === undefined ? undefined : sum + count * times;
      }
      const value = sequenceOf(sum, source.offset);
      return value === undefined ? { reason } : { value };
    },
  };
}
