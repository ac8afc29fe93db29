import { z } from 'zod';
import { AppError } from '#shared/errors/appError.ts';
import {
  newAccessRequestSchema,
  requestChangeSchema,
  type NewAccessRequest,
  type RequestChange,
  type RequestDecision,
} from '#shared/model/accessRequest.ts';

/** DynamoDB's longest hash key, of a table or an index, in bytes of UTF-8. */
const LONGEST_HASH_KEY = 2048;

/** Half of a surrogate pair: it would be stored as U+FFFD, and so meet every other one. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The longest page of a list. */
const LONGEST_PAGE = 1000;

const invalid = (message: string, nextStep: string): AppError =>
  new AppError('InvalidInput', { message, nextStep });

const checkText = (what: string, text: string | undefined): void => {
  if (text !== undefined && LONE_SURROGATE.test(text)) {
    throw invalid(`The ${what} holds half of a character, which cannot be stored.`, 'Take it out.');
  }
};

/** @throws `InvalidInput` for a text that DynamoDB would not take as the key `what` */
export function checkKey(what: string, text: string): void {
  checkText(what, text);
  if (text === '') throw invalid(`The ${what} is empty.`, `Give the ${what}.`);
  if (Buffer.byteLength(text) > LONGEST_HASH_KEY) {
    throw invalid(`The ${what} is longer than the 2,048 bytes of a key.`, 'Use a shorter one.');
  }
}

const checkShape = (schema: z.core.$ZodType, value: RequestChange): void => {
  const issue = z.safeParse(schema, value).error?.issues[0];
  if (issue === undefined) return;
  throw invalid(`The request cannot be stored: ${issue.path.join('.')}: ${issue.message}.`, 'Correct it.');
};

/** @throws `InvalidInput` for what could not be stored as said */
export function checkNew(request: NewAccessRequest): void {
  checkKey('id', request.id);
  checkKeys(request);
  checkShape(newAccessRequestSchema, request);
}

/** @throws `InvalidInput` for what could not be stored as said */
export function checkChange(change: RequestChange): void {
  checkKeys(change);
  checkShape(requestChangeSchema, change);
}

const checkKeys = ({ requester, profile, reason }: RequestChange): void => {
  if (requester !== undefined) checkKey('requester', requester);
  if (profile !== undefined) checkKey('profile', profile);
  checkText('reason', reason);
};

/** @throws `InvalidInput` for texts that would be stored as other ones */
export function checkDecision({ by, note }: RequestDecision): void {
  checkText('name of who decides', by);
  checkText('note', note);
}

/** The size of a page. @throws `InvalidInput` unless it is 1 to 1,000 */
export function pageSize(limit = 100): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= LONGEST_PAGE) return limit;
  throw invalid(`A list cannot be read in pages of ${limit}.`, 'Ask for 1 to 1,000 requests at a time.');
}
