import type { Point } from '#shared/contract/replay.ts';
import { AppError } from '#shared/errors/appError.ts';
import { EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import { parseTime } from '#shared/model/times.ts';
import { diffDocuments } from './diff.ts';
import type { TaskSession } from './taskSession.ts';
import type { TaskStream } from './taskStream.ts';

/**
 * The questions of a session about single points of its stream: what stands there, what lies between two, where a time
 * is. `stateAfter` folds so many events; `stored` is the projection.
 */
export function createPoints(
  stream: Pick<TaskStream, 'countUpTo' | 'countUntil' | 'eventAt' | 'length' | 'seqAt'>,
  stateAfter: (count: number) => AttributeMap,
  stored: () => AttributeMap | undefined,
): Pick<TaskSession, 'state' | 'diff' | 'seek'> {
  const document = (point: Point): AttributeMap =>
    point.kind === 'stored' ? (stored() ?? EMPTY_MAP) : stateAfter(stream.countUpTo(point.seq));

  return {
    state(seq) {
      const count = stream.countUpTo(seq);
      const before = stateAfter(stream.countUpTo(seq - 1));
      const state = stateAfter(count);
      const event = stream.eventAt(count - 1);
      return {
        seq: Math.min(seq, stream.seqAt(stream.length - 1) ?? 0),
        state,
        changes: [...diffDocuments(before, state)],
        ...(event?.seq === seq ? { event } : {}),
      };
    },
    diff(from, to) {
      const [a, b] = [document(from), document(to)];
      return { from: a, to: b, changes: [...diffDocuments(a, b)] };
    },
    seek(time) {
      const timeMs = parseTime(time);
      if (Number.isNaN(timeMs)) {
        throw new AppError('InvalidInput', {
          message: `“${time}” is not an RFC 3339 time.`,
          nextStep: 'Write it like 2026-03-11T09:30:00Z.',
        });
      }
      return { seq: stream.seqAt(stream.countUntil(timeMs) - 1) ?? 0 };
    },
  };
}
