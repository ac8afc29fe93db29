import { useMemo, type ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { laneWords, stepName } from '../requestWords.ts';
import { selectRequests, selectShownKey } from '../selectors.ts';
import { taskContext } from '../store.ts';
import type { Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { layOutRequests } from './requestLayout.ts';
import { RequestShape } from './RequestShape.tsx';
import styles from './Timeline.module.css';

/** What became of the task's requests: where each ran, was answered from its record, expired, or ran again. */
export function RequestLane({
  timeline,
  frame,
  lanes,
}: {
  readonly timeline: Timeline;
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement | null {
  const requests = taskContext.useSelector(selectRequests);
  const total = taskContext.useSelector(({ summary }) => summary?.requests ?? 0);
  const shown = taskContext.useSelector(selectShownKey);
  const { actions } = taskContext.useApi().getState();
  const { format } = useTime();
  const placed = useMemo(() => layOutRequests(requests, timeline, frame), [requests, timeline, frame]);
  if (placed.length === 0) return null;
  return (
    <div role="group" aria-label={laneWords(requests, total)}>
      {placed.map(({ step, markX }) => {
        const name = stepName(step, Number.isFinite(step.ms) ? format(step.ms, 'second') : step.at);
        return (
          <button
            key={`${step.kind} ${step.seq} ${step.at} ${step.key}`}
            type="button"
            className={styles.request}
            style={{ left: markX - 8, top: lanes.requestY - 8 }}
            data-evidence={step.evidence}
            data-kind={step.kind}
            data-shown={step.key === shown}
            aria-label={name}
            title={name}
            onClick={() => {
              actions.select(step.seq);
              actions.show('payload');
            }}
          >
            <RequestShape kind={step.kind} />
          </button>
        );
      })}
    </div>
  );
}
