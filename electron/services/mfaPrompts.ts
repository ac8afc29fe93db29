import type { MfaPrompt } from '#shared/contract/connections.ts';
import { AppError } from '#shared/errors/appError.ts';
import { createEmitter } from './emitter.ts';

/** Questions for MFA codes that connections put to the reader while they sign in; any window may answer. */
export interface MfaPrompts {
  /** Asks; rejects with `MfaRequired` when the reader gives up, with `Cancelled` when `signal` aborts. */
  ask(connection: string, serial: string, signal: AbortSignal): Promise<string>;
  /** Answers an open question; null gives up. One that is no longer open is ignored. */
  answer(id: string, code: string | null): void;
  /** Tells the open questions, and their list again whenever it changes. */
  watch(listener: (prompts: MfaPrompt[]) => void): () => void;
}

interface OpenPrompt {
  readonly prompt: MfaPrompt;
  readonly settle: (code: string | null) => void;
}

const givenUp = (serial: string): AppError<'MfaRequired'> =>
  new AppError('MfaRequired', {
    message: `Signing in was given up: no code of the MFA device ${serial} was entered.`,
    nextStep: 'Connect again and enter the code.',
  });

/** Makes the registry of open questions. */
export function createMfaPrompts(newId: () => string): MfaPrompts {
  const open = new Map<string, OpenPrompt>();
  const changed = createEmitter<MfaPrompt[]>();
  const list = (): MfaPrompt[] => [...open.values()].map(({ prompt }) => prompt);

  return {
    ask: (connection, serial, signal) =>
      new Promise((resolve, reject) => {
        const id = newId();
        const close = (): void => {
          open.delete(id);
          signal.removeEventListener('abort', cancel);
          changed.emit(list());
        };
        const cancel = (): void => {
          close();
          reject(new AppError('Cancelled', { message: 'The operation was cancelled.' }));
        };
        const settle = (code: string | null): void => {
          close();
          if (code === null) reject(givenUp(serial));
          else resolve(code);
        };
        if (signal.aborted) {
          cancel();
          return;
        }
        signal.addEventListener('abort', cancel, { once: true });
        open.set(id, { prompt: { id, connection, serial }, settle });
        changed.emit(list());
      }),
    answer: (id, code) => open.get(id)?.settle(code),
    watch: (listener) => {
      listener(list());
      return changed.on(listener);
    },
  };
}
