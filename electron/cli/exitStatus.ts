import { AppError, toErrorData, type ErrorData } from '#shared/errors/appError.ts';
import { kindOf } from '#shared/errors/codes.ts';

/** Exit statuses of the command line (CONTRACTS 7); `bug`, outside the contract, is ours to mend (EX_SOFTWARE). */
export const EXIT = {
  done: 0,
  findings: 1,
  wrongUse: 2,
  noConnection: 3,
  conflict: 4,
  bug: 70,
  interrupted: 130,
} as const;

/** The exit status for anything thrown by a command. */
export function exitStatusOf(error: unknown): number {
  const { code } = toErrorData(error);
  switch (kindOf(code)) {
    case 'user':
    case 'data':
      return EXIT.wrongUse;
    case 'auth':
    case 'throttle':
    case 'transient':
      return EXIT.noConnection;
    case 'conflict':
      return EXIT.conflict;
    case 'cancelled':
      return EXIT.interrupted;
    case 'bug':
      return EXIT.bug;
  }
}

/** A sentence that another follows. */
const ended = (text: string): string => (/[.!?…:]["”)]?$/.test(text) ? text : `${text}.`);

/** An error in sentences: what happened, and what to do next. The cause is told only where the fault is ours. */
export function errorText(error: unknown): string {
  const { code, message, nextStep, cause }: ErrorData = toErrorData(error);
  let said = '';
  for (const part of [message, nextStep, kindOf(code) === 'bug' ? cause : undefined]) {
    if (part !== undefined && part !== '') said = said === '' ? part : `${ended(said)} ${part}`;
  }
  return said;
}

/** The error of a command that was called in a way that cannot be meant. */
export const wrongUse = (message: string, nextStep?: string): AppError =>
  new AppError('InvalidInput', { message, ...(nextStep === undefined ? {} : { nextStep }) });
