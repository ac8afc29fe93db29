import type { MessagePort } from 'node:worker_threads';
import { AppError } from '#shared/errors/appError.ts';
import { startFastPass, type DirectPass } from './fast/fastPass.ts';
import { waitWhileHeld } from './passHold.ts';
import type { PassParts, ReducerWatch } from './passParts.ts';
import { freeAtOnce } from '../pages/freeAtOnce.ts';
import { createRunningNotices } from '../replay/runningNotices.ts';
import { answerCalls } from '../replay/thread.ts';
import type { PassAnswers, PassCall } from './passProtocol.ts';

/** Runs one pass for whoever is at the other end of `port`, with the parts that follow and hold its reducer. */
export function servePass(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  partsOf: (watch: ReducerWatch) => PassParts,
): void {
  let pass: DirectPass | undefined;
  const started = (): DirectPass => {
    if (pass === undefined) throw new AppError('Internal', { message: 'The audit has not been started.' });
    return pass;
  };

  const notices = createRunningNotices((notice) => port.postMessage(notice));
  const partsFor = (hold: SharedArrayBuffer): PassParts =>
    partsOf({
      onRunning: (at) => notices.running(0, at),
      beforeTurn: () => waitWhileHeld(hold),
    });

  const carryOut = (request: PassCall): PassAnswers[PassCall['kind']] => {
    switch (request.kind) {
      case 'open':
        pass = startFastPass(partsFor(request.hold), request.setup, request.from, freeAtOnce);
        return undefined;
      case 'addPage':
        return started().addPage(request.segment, request.bytes, request.table, request.last);
      case 'addLines':
        return started().addLines(request.segment, request.bytes, request.table);
      case 'endSegment':
        return started().endSegment(request.segment);
      case 'end':
        return started().end();
      case 'checkpoint':
        return started().checkpoint();
      case 'close':
        pass?.close();
        pass = undefined;
        return undefined;
    }
  };

  answerCalls(port, (request: PassCall) => {
    try {
      return carryOut(request);
    } finally {
      notices.settle(() => false);
    }
  });
}
