import { z } from 'zod';
import { jsonAnswer, type Answer } from './refusals.ts';

const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
const page = z.looseObject({ ExclusiveStartKey: z.unknown().optional() });

/** The batch in `body` answered as if the server had got to none of it. */
export function unprocessedAnswer(operation: string, body: string): Answer {
  const { RequestItems } = batch.parse(JSON.parse(body));
  return jsonAnswer(
    200,
    operation === 'BatchGetItem'
      ? { Responses: {}, UnprocessedKeys: RequestItems }
      : { UnprocessedItems: RequestItems },
  );
}

/**
 * Pages without items: each has a key to go on from that only this proxy knows. {@link EmptyPages.resume} puts the
 * key in its place from which the server itself would have gone on, whatever the caller has added to it since.
 */
export interface EmptyPages {
  readonly answer: (body: string) => Answer;
  readonly resume: (body: string) => string;
}

/** The memory of one proxy for the empty pages that it has given. */
export function emptyPages(): EmptyPages {
  const resumeAt = new Map<string, unknown>();
  const resume = (body: string): string => {
    if (resumeAt.size === 0) return body;
    const input = page.safeParse(JSON.parse(body));
    const key = JSON.stringify(input.data?.ExclusiveStartKey ?? null);
    const mark = [...resumeAt.keys()].find((known) => key.includes(known));
    if (!input.success || mark === undefined) return body;
    return JSON.stringify({ ...input.data, ExclusiveStartKey: resumeAt.get(mark) });
  };
  return {
    resume,
    answer: (body) => {
      const { ExclusiveStartKey } = page.parse(JSON.parse(resume(body)));
      const mark = `after empty page ${resumeAt.size + 1}.`;
      resumeAt.set(mark, ExclusiveStartKey);
      const key = { PK: { S: mark }, SK: { S: mark } };
      return jsonAnswer(200, { Count: 0, Items: [], ScannedCount: 0, LastEvaluatedKey: key });
    },
  };
}
