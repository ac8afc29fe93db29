import { z } from 'zod';
import { attributeMapSchema } from '../model/attributeValue.ts';
import { conflictSchema } from '../model/conflict.ts';

/** How a conditional write on one item ended. Losing a race is an outcome with a story, not an error. */
export const itemWriteOutcomeSchema = z.discriminatedUnion('outcome', [
  /** `item` is what is stored now; null after a delete. */
  z.object({ outcome: z.literal('written'), item: attributeMapSchema.nullable() }),
  z.object({ outcome: z.literal('conflict'), conflict: conflictSchema }),
  /** The answer was lost and what is stored does not decide it; `message` says what was and was not established. */
  z.object({ outcome: z.literal('unknown'), message: z.string() }),
]);

/** How a conditional write on one item ended. */
export type ItemWriteOutcome = z.infer<typeof itemWriteOutcomeSchema>;
