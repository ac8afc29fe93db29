import type { MessagePort } from 'node:worker_threads';
import type { ModuleFile } from '../replaySetup.ts';

/** Places in the memory that a sandbox and its owner share. */
export const CONTROL = {
  /** How many questions have been answered; what the owner waits on. */
  answers: 0,
  /** How many steps have been begun; while it rises, nothing is stuck. */
  steps: 1,
  size: 2,
} as const;

/** What a sandbox is asked. */
export type Question =
  | { readonly kind: 'load' }
  | {
      readonly kind: 'fold';
      readonly state: string;
      readonly first: boolean;
      readonly events: readonly string[];
    };

/** What a worker of a sandbox is started with. */
export interface SandboxData {
  readonly files: readonly ModuleFile[];
  readonly control: SharedArrayBuffer;
  /** Where questions come from. */
  readonly port: MessagePort;
}

/** Whether `data` is that; both ends are this program, so the shape of its parts is trusted. */
export const isSandboxData = (data: unknown): data is SandboxData =>
  typeof data === 'object' && data !== null && 'files' in data && 'control' in data && 'port' in data;
