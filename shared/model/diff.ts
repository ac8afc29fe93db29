import { z } from 'zod';
import { attributeValueSchema } from './attributeValue.ts';

/** Where in a document a change lies: attribute names and list indexes, outermost first. */
export const diffPathSchema = z.array(z.union([z.string(), z.int().min(0)]));

/** Where in a document a change lies. */
export type DiffPath = z.infer<typeof diffPathSchema>;

/** Zod schema for one structural change between two documents of tagged values. */
export const changeSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: diffPathSchema, after: attributeValueSchema }),
  z.object({ op: z.literal('remove'), path: diffPathSchema, before: attributeValueSchema }),
  z.object({
    op: z.literal('change'),
    path: diffPathSchema,
    before: attributeValueSchema,
    after: attributeValueSchema,
  }),
]);

/** One structural change. Applying a diff in order to the first document yields the second. */
export type Change = z.infer<typeof changeSchema>;

/** All changes between two documents; empty when they are equal by DynamoDB's rules. */
export type Diff = readonly Change[];
