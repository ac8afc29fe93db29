import type { ConnectionState } from '#shared/contract/connections.ts';
import { isAppError, toErrorData } from '#shared/errors/appError.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import type { EngineState } from '../engine/types.ts';

/** What is told of a connection, without its name and time. */
export type LinkState = Omit<ConnectionState, 'connection' | 'since'>;

/** Nobody has used the connection yet. */
export const IDLE: LinkState = { state: 'idle', message: 'Not used yet.' };

/** The state of a connection whose embedded engine is in `state`. */
export function fromEngine(name: string, { state, message, nextStep }: EngineState): LinkState {
  const told = { engine: name, message, ...(nextStep === undefined ? {} : { nextStep }) };
  return { ...told, state: state === 'stopped' ? 'offline' : state };
}

const OFFLINE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['Unreachable', 'TimedOut', 'EngineStopped']);

const REFUSED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'EngineMissing',
  'CredentialsMissing',
  'CredentialsExpired',
  'MfaRequired',
  'ClockSkew',
]);

/** The state of a connection after a call has failed; undefined when the failure says nothing of the connection. */
export function fromFailure(error: unknown): LinkState | undefined {
  const { code, message, nextStep } = toErrorData(error);
  const told = { message, ...(nextStep === undefined ? {} : { nextStep }) };
  if (OFFLINE.has(code)) return { ...told, state: 'offline' };
  // Anything else was answered by the server, or went wrong before anything was sent.
  return REFUSED.has(code) || !isAppError(error) ? { ...told, state: 'failed' } : undefined;
}

/** The state of a connection that could not be opened, for whatever reason: it is not left as connecting for ever. */
export function fromOpening(error: unknown): LinkState {
  const { message, nextStep } = toErrorData(error);
  return fromFailure(error) ?? { state: 'failed', message, ...(nextStep === undefined ? {} : { nextStep }) };
}
