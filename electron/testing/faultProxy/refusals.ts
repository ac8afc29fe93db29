/** The refusals of DynamoDB that the proxy can speak. */
export const REFUSALS = [
  'throttled',
  'transactionConflict',
  'transactionInProgress',
  'expiredToken',
  'clockSkew',
] as const;

/** One refusal of DynamoDB. */
export type Refusal = (typeof REFUSALS)[number];

/** An answer to be written, its body as text. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ERRORS = 'com.amazonaws.dynamodb.v20120810#';
const SIGN_IN = 'com.amazon.coral.service#';

/** An answer in DynamoDB's own form. */
export const jsonAnswer = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

const error = (type: string, message: string, more: object = {}): Answer =>
  jsonAnswer(400, { __type: type, message, ...more });

/** How many members the transaction in `body` has. */
const membersIn = (body: string): number => {
  const input: unknown = JSON.parse(body);
  const members: unknown =
    typeof input === 'object' && input !== null ? Reflect.get(input, 'TransactItems') : undefined;
  return Array.isArray(members) ? members.length : 0;
};

/** A transaction is told for each member why it was cancelled; a single write gets an exception. */
const transactionConflict = (operation: string, body: string): Answer =>
  operation.startsWith('Transact')
    ? error(
        `${ERRORS}TransactionCanceledException`,
        'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
        {
          CancellationReasons: Array.from({ length: membersIn(body) }, (_, index) =>
            index === 0
              ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
              : { Code: 'None' },
          ),
        },
      )
    : error(`${ERRORS}TransactionConflictException`, 'Transaction is ongoing for the item');

/** What DynamoDB answers when it refuses `operation` so. @see API reference of DynamoDB, "Common Errors" and "Error handling" */
export function refusalOf(refusal: Refusal, operation: string, body: string): Answer {
  switch (refusal) {
    case 'throttled':
      return error(
        `${ERRORS}ProvisionedThroughputExceededException`,
        'The level of configured provisioned throughput for the table was exceeded.',
      );
    case 'transactionConflict':
      return transactionConflict(operation, body);
    case 'transactionInProgress':
      return error(
        `${ERRORS}TransactionInProgressException`,
        'The transaction with the given request token is already in progress.',
      );
    case 'expiredToken':
      return error(
        `${SIGN_IN}ExpiredTokenException`,
        'The security token included in the request is expired',
      );
    case 'clockSkew':
      return error(
        `${SIGN_IN}InvalidSignatureException`,
        'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z (20260101T002000Z - 5 min.)',
      );
  }
}
