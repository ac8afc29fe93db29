import { z } from 'zod';

/** A place in a state or a payload: `a.b`, or a list of names where a name itself holds a dot. */
export const pathSchema = z.union([z.string().min(1), z.array(z.string()).min(1)]);

/** A place in a state or a payload. */
export type Path = z.infer<typeof pathSchema>;

/** What a rule writes: a constant, a place in the event's payload, or one of the event's own facts. */
export const reducerValueSchema = z.union([
  z.strictObject({ literal: z.json() }),
  z.strictObject({ data: pathSchema }),
  z.strictObject({ event: z.enum(['seq', 'type', 'at', 'actor']) }),
]);

/** What a rule writes. */
export type ReducerValue = z.infer<typeof reducerValueSchema>;

/** One thing that an event does to the state. A value that the event lacks leaves the state as it is. */
export const reducerRuleSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('set'), field: pathSchema, to: reducerValueSchema }),
  z.strictObject({ op: z.literal('increment'), field: pathSchema, by: reducerValueSchema }),
  z.strictObject({ op: z.literal('append'), field: pathSchema, value: reducerValueSchema }),
  /** Without `value` the field goes; with it, that member of a list or set. */
  z.strictObject({ op: z.literal('remove'), field: pathSchema, value: reducerValueSchema.optional() }),
  z.strictObject({ op: z.literal('status'), to: z.string().min(1) }),
]);

/** One thing that an event does to the state. */
export type ReducerRule = z.infer<typeof reducerRuleSchema>;

/** Which projection fields are compared with the replay; without `fields`: all that the projection carries. */
export const compareSchema = z.strictObject({
  fields: z.array(z.string().min(1)).optional(),
  ignore: z.array(z.string().min(1)).default([]),
  /** The field that holds the last event's sequence, if there is one. */
  sequenceField: z.string().min(1).optional(),
});

/** In place of an event type: rules for every event, known or not, applied before those of its type. */
export const EVERY_EVENT = '*';

/**
 * A reducer stated in a layout: rules by event type (`*`: for every event), and the moves of status that are legal.
 * A type without rules of its own is an unknown one.
 */
export const declarativeReducerSchema = z.strictObject({
  kind: z.literal('declarative'),
  initial: z.record(z.string(), z.json()).default({}),
  statusField: z.string().min(1).default('status'),
  on: z.record(z.string(), z.array(reducerRuleSchema)),
  /** By status, `none` before the first; left out: every move is legal. */
  moves: z.record(z.string(), z.array(z.string())).optional(),
  compare: compareSchema.prefault({}),
});

/** A reducer stated in a layout. */
export type DeclarativeReducer = z.infer<typeof declarativeReducerSchema>;

/** Which reducer folds a table's streams. `file` is relative to the layout file, or absolute. */
export const reducerChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('task') }),
  /** Folds nothing but the number and type of the last event: for streams whose payload nobody described. */
  z.strictObject({ kind: z.literal('none') }),
  declarativeReducerSchema,
  z.strictObject({ kind: z.literal('module'), file: z.string().min(1) }),
]);

/** Which reducer folds a table's streams. */
export type ReducerChoice = z.infer<typeof reducerChoiceSchema>;
