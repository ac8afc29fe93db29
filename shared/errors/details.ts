import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from './codes.ts';

const codes = Object.keys(ERROR_CODES).filter((code): code is ErrorCode => code in ERROR_CODES);

/** Zod schema for a code of the table. */
export const errorCodeSchema = z.enum(codes);

const tableDifferencesSchema = z.object({
  table: z.string(),
  differences: z.array(z.object({ what: z.string(), expected: z.string(), found: z.string() })),
});

/** Typed details by code; a code that is not here carries none. */
export const detailSchemas = {
  TableNotFound: z.object({ table: z.string() }),
  /** The first table that differs, and under `tables` all of them where several were compared. */
  SchemaMismatch: tableDifferencesSchema.extend({ tables: z.array(tableDifferencesSchema).optional() }),
  OptimisticConflict: z.object({ taskId: z.string(), expectedSeq: z.number() }),
  StatusConflict: z.object({ taskId: z.string(), expected: z.string(), actual: z.string() }),
  TaskExists: z.object({ taskId: z.string() }),
  VersionConflict: z.object({ key: z.string(), expected: z.number(), actual: z.number() }),
  ConcurrentModification: z.object({ key: z.string(), expected: z.string() }),
  RequestNotFound: z.object({ id: z.string() }),
  RequestExists: z.object({ id: z.string() }),
  ItemExists: z.object({ key: z.string() }),
  IdempotencyKeyReused: z.object({ key: z.string() }),
  RequestInProgress: z.object({ key: z.string(), expiresAt: z.string() }),
  AlreadyRedriven: z.object({ letterId: z.string(), redrivenAt: z.string() }),
  PartlyWritten: z.object({ written: z.number(), unwritten: z.array(z.string()) }),
  WriteOutcomeUnknown: z.object({ what: z.string() }),
  PortInUse: z.object({ port: z.number() }),
  Unreachable: z.object({ endpoint: z.string() }),
  CorruptFile: z.object({ file: z.string(), movedTo: z.string().optional() }),
} as const satisfies Partial<Record<ErrorCode, z.core.$ZodType>>;

/** Codes that carry details. */
export type DetailedCode = keyof typeof detailSchemas;

/** The details that go with `C`: typed for the codes that have them, absent for the rest. */
export type DetailsOf<C extends ErrorCode> = C extends DetailedCode
  ? z.infer<(typeof detailSchemas)[C]>
  : undefined;
