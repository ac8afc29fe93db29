import type { ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { parseTime } from '../../../ui/time/formatTime.ts';
import { conflictTitle } from '../../../ui/conflict/conflictWords.ts';
import { conflictSeq } from '../conflictText.ts';
import { selectConflicts } from '../selectors.ts';
import { taskContext } from '../store.ts';
import { toPixels, xOfSeq, xOfTime, type Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import styles from './Timeline.module.css';

/** How many conflicts are drawn; the tab lists all. */
const DRAWN = 60;

/** Lost conditional writes where they happened: a solid outline when recorded, a dashed one when inferred. */
export function ConflictMarks({
  timeline,
  frame,
  lanes,
}: {
  readonly timeline: Timeline;
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const conflicts = taskContext.useSelector(selectConflicts);
  const { actions } = taskContext.useApi().getState();
  return (
    <>
      {conflicts.slice(0, DRAWN).map((conflict) => {
        const seq = conflictSeq(conflict);
        const ms = parseTime(conflict.at);
        // A loss learnt after the last event is drawn at the event it lost to: the scale ends there.
        const x = ms === undefined || ms > timeline.toMs ? xOfSeq(timeline, seq) : xOfTime(timeline, ms);
        const title = conflictTitle(conflict);
        return (
          <button
            key={conflict.id}
            type="button"
            className={styles.conflict}
            style={{ left: toPixels(frame, x) - 8, top: lanes.conflictY - 8 }}
            data-evidence={conflict.evidence}
            aria-label={`Conflict, ${conflict.evidence}: ${title}`}
            title={`${title} (${conflict.evidence})`}
            onClick={() => {
              actions.select(seq);
              actions.show('conflicts');
            }}
          >
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 2l6 6-6 6-6-6z" />
            </svg>
          </button>
        );
      })}
    </>
  );
}
