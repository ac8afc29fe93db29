import { z } from 'zod';
import { AppError, errorDataSchema } from '../errors/appError.ts';

/** Longest frame either side sends or reads, in UTF-16 units. Larger results stay in the host and are asked for in ranges. */
export const MAX_FRAME_LENGTH = 16 * 1024 * 1024;

/** Id of a `fail` frame that answers a frame whose own id could not be read. Requests count from 1. */
export const NO_ID = 0;

const requestIdSchema = z.int().min(1);
const payloadSchema = z.unknown().optional();

/** What the client sends: a request, its cancellation, and room for more items of a stream. */
export const clientFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('req'), id: requestIdSchema, path: z.string().max(200), input: payloadSchema }),
  z.object({ kind: z.literal('cancel'), id: requestIdSchema }),
  z.object({ kind: z.literal('credit'), id: requestIdSchema, n: z.int().min(1).max(1_000_000) }),
]);

/** What the client sends. */
export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** What the host sends: items of a stream, and exactly one `done` or `fail` to end a request. */
export const hostFrameSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), id: requestIdSchema, item: payloadSchema }),
  z.object({ kind: z.literal('done'), id: requestIdSchema, result: payloadSchema }),
  z.object({ kind: z.literal('fail'), id: z.int().min(NO_ID), error: errorDataSchema }),
]);

/** What the host sends. */
export type HostFrame = z.infer<typeof hostFrameSchema>;

/** A frame that was read, or why it could not be; `id` is its own where that much was readable, else {@link NO_ID}. */
export type Decoded<F> =
  | { readonly ok: true; readonly frame: F }
  | { readonly ok: false; readonly id: number; readonly error: AppError };

const anyIdSchema = z.object({ id: z.int().min(NO_ID) });

const decode = <F>(schema: z.core.$ZodType<F>, text: string): Decoded<F> => {
  const invalid = (id: number, why: string): Decoded<F> => ({
    ok: false,
    id,
    error: new AppError('InvalidFrame', {
      message: `A message between the window and its host could not be read: ${why}.`,
      nextStep: 'Reload the window; if it happens again, please report it.',
    }),
  });
  if (text.length > MAX_FRAME_LENGTH)
    return invalid(NO_ID, `it is longer than ${MAX_FRAME_LENGTH} characters`);
  let value: unknown;
  try {
    // JSON.parse defines names, so a `__proto__` in a payload stays a plain name.
    value = JSON.parse(text);
  } catch {
    return invalid(NO_ID, 'it is not JSON');
  }
  const frame = z.safeParse(schema, value);
  if (frame.success) return { ok: true, frame: frame.data };
  const id = anyIdSchema.safeParse(value);
  return invalid(id.success ? id.data.id : NO_ID, 'it has the wrong shape');
};

/** Reads a frame that came from a client. Never throws. */
export const decodeClientFrame = (text: string): Decoded<ClientFrame> => decode(clientFrameSchema, text);

/** Reads a frame that came from the host. Never throws. */
export const decodeHostFrame = (text: string): Decoded<HostFrame> => decode(hostFrameSchema, text);

/**
 * The JSON text of `frame`. Throws `LimitExceeded` beyond {@link MAX_FRAME_LENGTH}, and a `TypeError` for what JSON
 * cannot say (a bigint, a cycle).
 */
export function encodeFrame(frame: ClientFrame | HostFrame): string {
  const text = JSON.stringify(frame);
  if (text.length <= MAX_FRAME_LENGTH) return text;
  throw new AppError('LimitExceeded', {
    message: `This is too large for one message between the window and its host (${text.length} characters; ${MAX_FRAME_LENGTH} at most).`,
    nextStep: 'Ask for fewer rows at once.',
  });
}
