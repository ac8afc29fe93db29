import { useMemo, type ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { selectRequests, selectShownKey } from '../selectors.ts';
import { taskContext } from '../store.ts';
import type { Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { recordLives } from './requestLayout.ts';
import styles from './Timeline.module.css';

/** How long each record answers repeats, as lines behind the marks; that of the selected event's request stands out. */
export function RecordLives({
  timeline,
  frame,
  lanes,
}: {
  readonly timeline: Timeline;
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const requests = taskContext.useSelector(selectRequests);
  const shown = taskContext.useSelector(selectShownKey);
  const lives = useMemo(() => recordLives(requests, timeline, frame), [requests, timeline, frame]);
  return (
    <g>
      {lives.map(({ key, x0, x1 }) => (
        <path
          key={key}
          d={`M${x0} ${lanes.requestY}H${x1}`}
          className={styles.life}
          data-shown={key === shown}
        />
      ))}
    </g>
  );
}
