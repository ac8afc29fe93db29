import type { QueryRequest } from '../../dynamo/dynamo.ts';
import type { StreamQuery } from '../../layouts/streams/compiledLayout.ts';
import { partsOf } from '../taskEvents/keyRanges.ts';

type Range = Pick<QueryRequest, 'keyCondition' | 'names' | 'values'>;

/**
 * Queries that together bring what `query` brings, each about `size` of the numbers up to `last`: several can be on
 * their way at a time. The query alone where its sort key is not the number.
 */
export function sequenceRanges(query: StreamQuery, last: number, size: number): readonly Range[] {
  const { keyCondition, names, values, numberedBy } = query;
  const parts = partsOf(last, size);
  if (numberedBy === undefined || parts < 2) return [{ keyCondition, names, values }];
  const cuts = Array.from({ length: parts - 1 }, (_, part) =>
    String(Math.floor((last * (part + 1)) / parts)),
  );
  // What lies on a cut comes twice.
  return [...cuts, undefined].map((high, index) => {
    const low = cuts[index - 1];
    const bounds = {
      ...(low === undefined ? {} : { ':low': { N: low } }),
      ...(high === undefined ? {} : { ':high': { N: high } }),
    };
    const condition =
      low === undefined ? '#n <= :high' : high === undefined ? '#n >= :low' : '#n BETWEEN :low AND :high';
    return {
      keyCondition: `${keyCondition} AND ${condition}`,
      names: { ...names, '#n': numberedBy },
      values: { ...values, ...bounds },
    };
  });
}
