import { AppError } from '#shared/errors/appError.ts';

/** Where an error happened, for its words: the address, and the table when one was named. */
export interface ErrorPlace {
  readonly endpoint: string;
  readonly table?: string;
  /** The AWS profile in use, for the command that signs in again. */
  readonly profile?: string;
}

interface Named {
  readonly name: string;
  readonly message: string;
  readonly status: number;
}

type Make = (facts: Named, place: ErrorPlace, cause: unknown) => AppError;

const relogin = ({ profile }: ErrorPlace): string =>
  `Sign in again (\`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}\`, or whatever gives you credentials), then reconnect.`;

const throttled: Make = (_facts, place, cause) =>
  new AppError('Throttled', {
    message: `${place.endpoint} asks to go slower: the capacity of the table or the account is used up.`,
    nextStep: 'Wait a little and try again.',
    cause,
  });

const expired: Make = (_facts, place, cause) =>
  new AppError('CredentialsExpired', {
    message: `The credentials${place.profile === undefined ? '' : ` of profile ${place.profile}`} have expired.`,
    nextStep: relogin(place),
    cause,
  });

const skewed: Make = (_facts, place, cause) =>
  new AppError('ClockSkew', {
    message: `${place.endpoint} refused the request because this computer's clock is off.`,
    nextStep: 'Set the clock of this computer, then try again.',
    cause,
  });

const denied: Make = (facts, place, cause) =>
  new AppError('AccessDenied', {
    message: `${place.endpoint} does not allow this: ${facts.message}`,
    nextStep: 'Ask for the permission that the message names, or use another profile.',
    cause,
  });

const unknownKey: Make = (_facts, place, cause) =>
  new AppError('AccessDenied', {
    message: `${place.endpoint} does not accept these credentials.`,
    nextStep: 'Check the access key and its secret, or use another profile.',
    cause,
  });

const busy: Make = (_facts, _place, cause) =>
  new AppError('TransactionConflict', {
    message: 'Another transaction was changing the same item at that moment.',
    nextStep: 'Try again.',
    cause,
  });

const conditional: Make = (facts, _place, cause) =>
  new AppError('TransactionConflict', {
    message: `A condition did not hold: ${facts.message}`,
    nextStep: 'Reload and look again.',
    cause,
  });

const invalid: Make = (facts, place, cause) =>
  /item size|maximum allowed size/i.test(facts.message)
    ? new AppError('ItemTooLarge', {
        message: 'The item is larger than the 400 KB that DynamoDB allows.',
        nextStep: 'Make it smaller.',
        cause,
      })
    : new AppError('InvalidInput', {
        message: `${place.endpoint} rejected the request: ${facts.message}`,
        nextStep: 'Correct the request.',
        cause,
      });

const unknownOperation: Make = (_facts, place, cause) =>
  new AppError('InvalidInput', {
    message: `${place.endpoint} does not know this operation.`,
    nextStep: 'Use an engine that does, such as dynoxide, DynamoDB Local or AWS.',
    cause,
  });

const fault: Make = (facts, place, cause) =>
  new AppError('ServerFault', {
    message: `${place.endpoint} failed to handle the request${facts.status > 0 ? ` (HTTP ${facts.status})` : ''}.`,
    nextStep: 'Try again in a moment.',
    cause,
  });

const limit: Make = (facts, _place, cause) =>
  new AppError('LimitExceeded', {
    message: `A limit of DynamoDB was reached: ${facts.message}`,
    nextStep: 'Wait until running table changes are over, or ask AWS for more.',
    cause,
  });

const noTable: Make = (_facts, place, cause) =>
  new AppError('TableNotFound', {
    message: `There is no table ${place.table === undefined ? 'of that name' : `“${place.table}”`} at ${place.endpoint}.`,
    nextStep:
      'Check the name, the region and the account; a local DynamoDB may keep tables apart by access key.',
    details: { table: place.table ?? '' },
    cause,
  });

const inUse: Make = (facts, place, cause) =>
  /exist/i.test(facts.message)
    ? new AppError('TableExists', {
        message: `A table ${place.table === undefined ? 'of that name' : `“${place.table}”`} exists already at ${place.endpoint}.`,
        nextStep: 'Use it as it is, or choose another name.',
        cause,
      })
    : new AppError('LimitExceeded', {
        message: `The table is being changed right now: ${facts.message}`,
        nextStep: 'Wait until that is over, then try again.',
        cause,
      });

const missing = (message: string, cause: unknown): AppError =>
  new AppError('CredentialsMissing', {
    message,
    nextStep: 'Sign in (`aws sso login` or `aws configure`), or choose another profile, then reconnect.',
    cause,
  });

/** The credential providers tell their cases apart by message only. */
const provider: Make = (facts, place, cause) =>
  /expired|re-?authenticate|refresh/i.test(facts.message)
    ? expired(facts, place, cause)
    : missing(
        place.profile !== undefined && /Could not resolve credentials using profile/.test(facts.message)
          ? `The profile ${place.profile} has no credentials in your AWS configuration.`
          : `No credentials could be found: ${facts.message}`,
        cause,
      );

/** By the exception names of the SDK and the error codes of DynamoDB and its sign-in. */
const BY_NAME: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['ResourceNotFoundException', noTable],
  ['TableNotFoundException', noTable],
  ['ResourceInUseException', inUse],
  ['TableAlreadyExistsException', inUse],
  ['TableInUseException', inUse],
  ['ValidationException', invalid],
  ['SerializationException', invalid],
  ['UnknownOperationException', unknownOperation],
  ['IdempotentParameterMismatchException', invalid],
  ['ItemCollectionSizeLimitExceededException', limit],
  ['LimitExceededException', limit],
  ['ProvisionedThroughputExceededException', throttled],
  ['ThrottlingException', throttled],
  ['Throttling', throttled],
  ['RequestLimitExceeded', throttled],
  ['TooManyRequestsException', throttled],
  ['TransactionConflictException', busy],
  ['TransactionInProgressException', busy],
  ['ReplicatedWriteConflictException', busy],
  ['ConditionalCheckFailedException', conditional],
  ['TransactionCanceledException', conditional],
  ['InternalServerError', fault],
  ['InternalFailure', fault],
  ['ServiceUnavailable', fault],
  ['ServiceUnavailableException', fault],
  ['AccessDeniedException', denied],
  ['AccessDenied', denied],
  ['NotAuthorized', denied],
  ['OptInRequired', denied],
  ['UnauthorizedSSOTokenError', expired],
  ['ExpiredTokenException', expired],
  ['ExpiredToken', expired],
  ['TokenRefreshRequired', expired],
  ['UnrecognizedClientException', unknownKey],
  ['InvalidClientTokenId', unknownKey],
  ['InvalidAccessKeyId', unknownKey],
  ['IncompleteSignatureException', unknownKey],
  ['IncompleteSignature', unknownKey],
  ['SignatureDoesNotMatch', unknownKey],
  [
    'MissingAuthenticationToken',
    (_f, place, cause) => missing(`${place.endpoint} wants credentials.`, cause),
  ],
  [
    'MissingAuthenticationTokenException',
    (_f, place, cause) => missing(`${place.endpoint} wants credentials.`, cause),
  ],
  [
    'InvalidSignatureException',
    (facts, place, cause) =>
      /expired|not yet current|skew/i.test(facts.message)
        ? skewed(facts, place, cause)
        : unknownKey(facts, place, cause),
  ],
  ['RequestExpired', skewed],
  ['RequestInTheFuture', skewed],
  ['RequestTimeTooSkewed', skewed],
  ['CredentialsProviderError', provider],
  ['TokenProviderError', provider],
  ['UnauthorizedException', expired],
]);

/** The error that goes with the exception's name; undefined for a name that is not in the table. */
export function byName(facts: Named, place: ErrorPlace, cause: unknown): AppError | undefined {
  return facts.status === 429
    ? throttled(facts, place, cause)
    : BY_NAME.get(facts.name)?.(facts, place, cause);
}

/** The error that goes with a message, for the few plain `Error`s of the SDK. */
export function byMessage(facts: Named, _place: ErrorPlace, cause: unknown): AppError | undefined {
  if (/Region is missing/.test(facts.message)) {
    return new AppError('InvalidInput', {
      message: 'No region is set, neither for this connection nor in the profile.',
      nextStep: 'Give the connection a region, such as eu-central-1.',
      cause,
    });
  }
  if (/Could not load credentials|Resolved credential object is not valid/.test(facts.message)) {
    return missing('No credentials could be found.', cause);
  }
  return undefined;
}
