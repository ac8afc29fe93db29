import type { ErrorCode } from '#shared/errors/codes.ts';

/** What a reader can do about an error; the screen that shows it decides how. */
export type NextStep =
  'retry' | 'reconnect' | 'editConnection' | 'reload' | 'chooseTable' | 'report' | 'dismiss';

/** An error in words: what happened, what it means for the reader's data, and what to do about it. */
export interface ErrorWords {
  readonly title: string;
  readonly meaning: string;
  /** What it means for what was read before, where there is such a thing on screen. */
  readonly kept?: string;
  readonly step: NextStep;
  /** The words on the next step's button. */
  readonly action: string;
}

const SAFE = 'Nothing was changed.';
const READ_BEFORE = 'What is still shown was read before and may be out of date.';
const words = (
  title: string,
  meaning: string,
  step: NextStep,
  action: string,
  kept?: string,
): ErrorWords => ({ title, meaning, step, action, ...(kept === undefined ? {} : { kept }) });

/** Words for every code of the error table; a new code without words does not compile. */
export const ERROR_WORDS = {
  InvalidInput: words('This cannot be done as asked', SAFE, 'dismiss', 'Close'),
  NotFound: words(
    'Not found',
    'It may have been deleted, or its id is written differently.',
    'reload',
    'Read again',
  ),
  TableNotFound: words(
    'The table does not exist here',
    'It may be in another region or connection. Nothing was read or changed.',
    'chooseTable',
    'Choose a table',
  ),
  TableExists: words('A table of this name exists already', SAFE, 'dismiss', 'Close'),
  SchemaMismatch: words('The table has other keys than expected', SAFE, 'chooseTable', 'Choose a table'),
  ItemTooLarge: words('The item is larger than 400 KB', `DynamoDB refused it. ${SAFE}`, 'dismiss', 'Close'),
  LimitExceeded: words('A limit of DynamoDB was reached', SAFE, 'retry', 'Try again'),
  PortInUse: words(
    'The port is in use',
    'Another program listens there. No data is affected.',
    'retry',
    'Try again',
  ),
  CredentialsMissing: words(
    'No credentials for this connection',
    'Nothing was sent to AWS.',
    'editConnection',
    'Edit connection',
  ),
  CredentialsExpired: words(
    'The sign-in has expired',
    'Sign in again, then reconnect.',
    'reconnect',
    'Reconnect',
    READ_BEFORE,
  ),
  MfaRequired: words(
    'A code from your MFA device is needed',
    'Nothing was sent to the table.',
    'reconnect',
    'Enter the code',
  ),
  AccessDenied: words(
    'Not allowed',
    `The credentials lack a permission. ${SAFE}`,
    'editConnection',
    'Edit connection',
  ),
  ClockSkew: words(
    'This computer’s clock is off',
    `AWS refuses the signature. ${SAFE}`,
    'retry',
    'Try again',
  ),
  Throttled: words(
    'DynamoDB asks to slow down',
    'The capacity of the table is used up for the moment.',
    'retry',
    'Try again',
    'What was read so far is shown.',
  ),
  PartlyWritten: words(
    'Only a part was written',
    'What is missing is named below; the rest is stored.',
    'retry',
    'Write the rest',
  ),
  Unreachable: words('The connection does not answer', SAFE, 'reconnect', 'Reconnect', READ_BEFORE),
  TimedOut: words('No answer in time', SAFE, 'retry', 'Try again', READ_BEFORE),
  ServerFault: words(
    'The server failed',
    'It answered that the fault is its own.',
    'retry',
    'Try again',
    READ_BEFORE,
  ),
  AnswerUnreadable: words(
    'The answer could not be read',
    'Something between here and DynamoDB answered in its place, or cut the answer short.',
    'retry',
    'Try again',
  ),
  EngineMissing: words(
    'The embedded engine is not installed',
    'Its data folder is untouched.',
    'report',
    'Copy details',
  ),
  EngineStopped: words(
    'The embedded engine stopped',
    'Everything it had acknowledged is on disk.',
    'reconnect',
    'Start it again',
  ),
  Disconnected: words(
    'The window lost its host',
    'Nothing is being written.',
    'reconnect',
    'Reconnect',
    READ_BEFORE,
  ),
  OptimisticConflict: words(
    'Another writer took this sequence first',
    'Your event was not written.',
    'reload',
    'Read again',
  ),
  StatusConflict: words(
    'The stored status is no longer the one you saw',
    'Your change was not written.',
    'reload',
    'Read again',
  ),
  TaskExists: words('A task of this id exists already', SAFE, 'reload', 'Read again'),
  VersionConflict: words(
    'Another writer changed this first',
    'Your change was not written.',
    'reload',
    'Read again',
  ),
  ConcurrentModification: words(
    'Another writer changed this first',
    'Your change was not written.',
    'reload',
    'Read again',
  ),
  RequestNotFound: words(
    'There is no such request',
    'It may have expired or been deleted.',
    'reload',
    'Read again',
  ),
  RequestExists: words('A request of this id exists already', SAFE, 'reload', 'Read again'),
  ItemExists: words('An item of this key exists already', SAFE, 'reload', 'Read again'),
  IdempotencyKeyReused: words(
    'The idempotency key belongs to another request',
    `The stored request has other content. ${SAFE}`,
    'dismiss',
    'Close',
  ),
  RequestInProgress: words(
    'The same request is under way',
    'Its result is not there yet. Nothing was done twice.',
    'retry',
    'Try again',
  ),
  AlreadyRedriven: words(
    'This dead letter was redriven already',
    'It was not sent a second time.',
    'reload',
    'Read again',
  ),
  TransactionConflict: words(
    'Another transaction touched the same items',
    'Your transaction was not written, no part of it.',
    'retry',
    'Try again',
  ),
  WriteOutcomeUnknown: words(
    'It is not known whether this was written',
    'The answer was lost. Read the task again before you decide anything.',
    'reload',
    'Read again',
  ),
  CorruptFile: words(
    'A file could not be read as what it should be',
    'It was not deleted.',
    'report',
    'Copy details',
  ),
  CorruptItem: words(
    'An item is not what it should be',
    'It is shown as it lies in the table.',
    'reload',
    'Read again',
  ),
  Cancelled: words(
    'Cancelled',
    'It was ended before it was done.',
    'retry',
    'Start again',
    'What was read until then is shown.',
  ),
  InvalidFrame: words('Window and host did not understand each other', SAFE, 'report', 'Copy details'),
  UnknownProcedure: words('Window and host are of different versions', SAFE, 'report', 'Copy details'),
  InvalidOutput: words('The host sent something unexpected', SAFE, 'report', 'Copy details'),
  Internal: words(
    'Dynascope met an error it did not expect',
    'Your tables were not changed by it as far as is known.',
    'report',
    'Copy details',
  ),
} satisfies Record<ErrorCode, ErrorWords>;

/** What an error means for the reader's data; `isKept`: something that was read before is still on screen. */
export const meaningOf = ({ meaning, kept }: ErrorWords, isKept: boolean): string =>
  kept === undefined || !isKept ? meaning : `${meaning} ${kept}`;
