import { z } from 'zod';
import { nothingSchema, voidSchema } from './common.ts';
import { command, query, stream } from './define.ts';

/**
 * How to reach a DynamoDB: our own engine, an endpoint (local, static credentials), or AWS by a profile, or without one
 * by the default credential chain.
 */
export const connectionTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded') }),
  z.object({
    kind: z.literal('endpoint'),
    endpoint: z.url({ protocol: /^https?$/ }),
    region: z.string().min(1),
    accessKeyId: z.string().min(1).optional(),
    secretAccessKey: z.string().min(1).optional(),
  }),
  z.object({
    kind: z.literal('profile'),
    profile: z.string().min(1).optional(),
    region: z.string().min(1).optional(),
  }),
]);

/** How to reach a DynamoDB. */
export type ConnectionTarget = z.infer<typeof connectionTargetSchema>;

/** A saved connection. The embedded one is always there, under the id `embedded`. */
export const connectionSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  target: connectionTargetSchema,
});

/** A saved connection. */
export type Connection = z.infer<typeof connectionSchema>;

/** Whether a connection answers. `message` is a plain sentence; `since` is RFC 3339. */
export const connectionStateSchema = z.object({
  connection: z.string(),
  state: z.enum(['idle', 'starting', 'ready', 'restarting', 'offline', 'failed']),
  /** The engine behind it, such as `dynoxide 1.2.1`, `DynamoDB Local`, `dynalite`, `AWS`. */
  engine: z.string().optional(),
  message: z.string(),
  nextStep: z.string().optional(),
  since: z.string(),
});

/** Whether a connection answers. */
export type ConnectionState = z.infer<typeof connectionStateSchema>;

/** A question of a connection that is signing in: the code that the MFA device `serial` shows now. */
export const mfaPromptSchema = z.object({ id: z.string(), connection: z.string(), serial: z.string() });

/** A question of a connection that is signing in. */
export type MfaPrompt = z.infer<typeof mfaPromptSchema>;

/** Saved connections and whether they answer. A secret key is never sent to the window. */
export const connections = {
  list: query(nothingSchema, z.array(connectionSchema)),
  /** Names of the profiles in the reader's AWS configuration files. */
  profiles: query(nothingSchema, z.array(z.object({ profile: z.string(), region: z.string().optional() }))),
  /** Saves a new or changed connection; an endpoint's missing secret keeps the saved one. */
  save: command(connectionSchema.omit({ id: true }).extend({ id: z.string().optional() }), connectionSchema),
  remove: command(z.object({ connection: z.string() }), voidSchema),
  /** Tries the connection again: restarts a stopped engine, signs in anew. */
  reconnect: command(z.object({ connection: z.string() }), connectionStateSchema),
  /** The present state of each connection at once, then every change; ends only with the window. */
  watch: stream(nothingSchema, connectionStateSchema, voidSchema),
  /** The questions that are open, as one list whenever it changes; ends only with the window. */
  prompts: stream(nothingSchema, z.array(mfaPromptSchema), voidSchema),
  /** Answers a question; null gives up signing in. One that another window has answered is ignored. */
  answerPrompt: command(z.object({ id: z.string(), code: z.string().min(1).max(32).nullable() }), voidSchema),
};
