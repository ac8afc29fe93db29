/** What sort of failure a code is; the window chooses tone and next step by it. */
export type ErrorKind =
  'user' | 'auth' | 'throttle' | 'transient' | 'conflict' | 'data' | 'cancelled' | 'bug';

interface CodeEntry {
  readonly kind: ErrorKind;
  /** Whether the same call may succeed when it is simply made again. */
  readonly retryable: boolean;
}

/** The one table of error codes. Every failure that crosses a border carries one of these. */
export const ERROR_CODES = {
  // What the reader asked for cannot be done as asked.
  InvalidInput: { kind: 'user', retryable: false },
  NotFound: { kind: 'user', retryable: false },
  TableNotFound: { kind: 'user', retryable: false },
  TableExists: { kind: 'user', retryable: false },
  SchemaMismatch: { kind: 'user', retryable: false },
  ItemTooLarge: { kind: 'user', retryable: false },
  LimitExceeded: { kind: 'user', retryable: false },
  PortInUse: { kind: 'user', retryable: false },
  RequestNotFound: { kind: 'user', retryable: false },
  IdempotencyKeyReused: { kind: 'user', retryable: false },
  // Who is asking.
  CredentialsMissing: { kind: 'auth', retryable: false },
  CredentialsExpired: { kind: 'auth', retryable: false },
  AccessDenied: { kind: 'auth', retryable: false },
  MfaRequired: { kind: 'auth', retryable: false },
  ClockSkew: { kind: 'auth', retryable: false },
  // Too much, too fast.
  Throttled: { kind: 'throttle', retryable: true },
  PartlyWritten: { kind: 'throttle', retryable: true },
  // The way there and the server.
  Unreachable: { kind: 'transient', retryable: true },
  TimedOut: { kind: 'transient', retryable: true },
  ServerFault: { kind: 'transient', retryable: true },
  AnswerUnreadable: { kind: 'transient', retryable: true },
  EngineMissing: { kind: 'transient', retryable: false },
  EngineStopped: { kind: 'transient', retryable: true },
  Disconnected: { kind: 'transient', retryable: true },
  // Somebody else was first, or it cannot be told who was.
  OptimisticConflict: { kind: 'conflict', retryable: false },
  StatusConflict: { kind: 'conflict', retryable: false },
  TaskExists: { kind: 'conflict', retryable: false },
  VersionConflict: { kind: 'conflict', retryable: false },
  ConcurrentModification: { kind: 'conflict', retryable: false },
  RequestExists: { kind: 'conflict', retryable: false },
  ItemExists: { kind: 'conflict', retryable: false },
  RequestInProgress: { kind: 'conflict', retryable: true },
  AlreadyRedriven: { kind: 'conflict', retryable: false },
  TransactionConflict: { kind: 'conflict', retryable: true },
  WriteOutcomeUnknown: { kind: 'conflict', retryable: false },
  // What is stored cannot be read as what it should be.
  CorruptFile: { kind: 'data', retryable: false },
  CorruptItem: { kind: 'data', retryable: false },
  // The caller went away or changed its mind.
  Cancelled: { kind: 'cancelled', retryable: false },
  // We are at fault.
  InvalidFrame: { kind: 'bug', retryable: false },
  UnknownProcedure: { kind: 'bug', retryable: false },
  InvalidOutput: { kind: 'bug', retryable: false },
  Internal: { kind: 'bug', retryable: false },
} as const satisfies Record<string, CodeEntry>;

/** A code from the table. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The kind of `code`. */
export function kindOf(code: ErrorCode): ErrorKind {
  return ERROR_CODES[code].kind;
}

/** Whether the same call may succeed when it is simply made again. */
export function isRetryable(code: ErrorCode): boolean {
  return ERROR_CODES[code].retryable;
}
