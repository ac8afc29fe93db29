import type { StreamPreview } from '#shared/contract/layouts.ts';
import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type {
  SampleAnswers,
  SampleCall,
  SampledPages,
  SampleReading,
  StreamToShow,
} from '../layouts/propose/sampleCalls.ts';
import { cancelled } from '../replay/caller.ts';
import { startThread, type Thread } from '../replay/thread.ts';

/**
 * A sample in a thread of its own. Calls reject with what the thread throws, `Cancelled` when their signal aborts or
 * the sample is closed, `Internal` when the thread died; the next call starts another one.
 */
export interface SampleThread {
  propose(signal: AbortSignal): Promise<LayoutProposal>;
  /** What a layout makes of the sample. */
  read(layout: LayoutFile, signal: AbortSignal): Promise<SampleReading>;
  show(
    layout: LayoutFile,
    streams: readonly StreamToShow[],
    signal: AbortSignal,
  ): Promise<readonly StreamPreview[]>;
  /** Ends the thread, whatever it is at. */
  close(): void;
}

/** Holds a sample in a thread, which is started by the first call. */
export type OpenSample = (sample: SampledPages) => SampleThread;

const lost = (cause: unknown): AppError =>
  new AppError('Internal', {
    message: 'The part of Dynascope that proposes layouts stopped unexpectedly.',
    nextStep: 'Sample the table again. Nothing stored was changed.',
    cause,
  });

/** Holds samples in threads from the bundled `workerFile` (`dist/layoutWorker.cjs`). */
export function sampleThreads(workerFile: string): OpenSample {
  return (sample) => {
    let running:
      { readonly thread: Thread<SampleCall, SampleAnswers>; readonly opened: Promise<void> } | undefined;
    let closed = false;
    const waiting = new Set<AbortSignal>();

    const started = (): NonNullable<typeof running> => {
      if (closed) throw cancelled();
      if (running === undefined || running.thread.isDown()) {
        const thread = startThread<SampleCall, SampleAnswers>(workerFile, (cause) =>
          closed ? cancelled() : lost(cause),
        );
        running = { thread, opened: thread.ask({ kind: 'open', sample }) };
      }
      return running;
    };
    const end = (): void => {
      void running?.thread.end();
      running = undefined;
    };
    const ask = async <K extends SampleCall['kind']>(
      call: SampleCall & { readonly kind: K },
      signal: AbortSignal,
    ): Promise<SampleAnswers[K]> => {
      throwIfCancelled(signal);
      const leave = (): void => {
        waiting.delete(signal);
        // What nobody waits for is not worked at any longer.
        if (waiting.size === 0) end();
      };
      waiting.add(signal);
      signal.addEventListener('abort', leave, { once: true });
      try {
        const { thread, opened } = started();
        await opened;
        throwIfCancelled(signal);
        return await thread.ask<K>(call);
      } catch (error) {
        throwIfCancelled(signal);
        throw error;
      } finally {
        waiting.delete(signal);
        signal.removeEventListener('abort', leave);
      }
    };
    return {
      propose: (signal) => ask({ kind: 'propose' }, signal),
      read: (layout, signal) => ask({ kind: 'read', layout }, signal),
      show: (layout, streams, signal) => ask({ kind: 'show', layout, streams }, signal),
      close: () => {
        closed = true;
        end();
      },
    };
  };
}
