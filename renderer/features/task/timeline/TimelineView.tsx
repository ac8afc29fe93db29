import { useCallback, useEffect, useId, useMemo, useRef, type ReactElement } from 'react';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { selectConflicts } from '../selectors.ts';
import { taskContext } from '../store.ts';
import { Axis } from './Axis.tsx';
import { BandNames, Bands, BandTextures } from './Bands.tsx';
import { IdleBreaks, SequenceGaps } from './Breaks.tsx';
import { ConflictMarks } from './ConflictMarks.tsx';
import { fromPixels, seqOfX, type Frame } from './geometry.ts';
import { lanesFor } from './lanes.ts';
import { Marks } from './Marks.tsx';
import { RecordLives } from './RecordLives.tsx';
import { RequestLane } from './RequestLane.tsx';
import { Retries } from './Retries.tsx';
import { Scrubber } from './Scrubber.tsx';
import styles from './Timeline.module.css';
import { TimelineShape } from './TimelineShape.tsx';
import { timelineWords } from './timelineWords.ts';
import { useScrub } from './useScrub.ts';
import { useSize } from './useSize.ts';

/** Space at both ends, so that the first and last events can be grabbed. */
const SIDE = 16;

/** One task's life drawn to scale, with the scrubber over it. Pressing or dragging anywhere seeks. */
export function TimelineView(): ReactElement {
  const surface = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(surface);
  const timeline = taskContext.useSelector((state) => state.timeline);
  const streams = taskContext.useSelector((state) => state.streams);
  const error = taskContext.useSelector((state) => state.overviewError);
  const hasConflicts = taskContext.useSelector((state) => selectConflicts(state).length > 0);
  const { actions } = taskContext.useApi().getState();
  const id = useId();
  const frame = useMemo<Frame>(() => ({ left: SIDE, width: Math.max(0, width - 2 * SIDE) }), [width]);
  // Known with the timeline itself, so that nothing moves when the records have been read.
  const hasRequests = taskContext.useSelector(
    ({ summary, streams: file }) => file === undefined && (summary?.requests ?? 0) > 0,
  );
  const lanes = useMemo(
    () => lanesFor(height, { conflicts: hasConflicts, requests: hasRequests }),
    [height, hasConflicts, hasRequests],
  );

  useEffect(() => {
    // One mark for every two pixels is as fine as can be seen; in steps, so that resizing rarely asks anew.
    if (width > 0) actions.resize(Math.min(2000, Math.max(200, Math.ceil(width / 400) * 200)));
  }, [actions, width]);
  const seek = useCallback(
    (pixels: number) => {
      if (timeline === undefined) return;
      actions.select(seqOfX(timeline, fromPixels(frame, pixels)));
      handle.current?.focus({ preventScroll: true });
    },
    [actions, timeline, frame],
  );
  const scrub = useScrub(seek);

  // Streams whose layout knows of no status have no bands to draw.
  const bands = (timeline?.bands ?? []).filter(({ status }) => streams === undefined || status !== 'none');
  const drawn = timeline !== undefined && width > 0 && timeline.marks.length > 0;
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div ref={surface} className={styles.surface} {...scrub}>
        {timeline === undefined ? (
          error === undefined ? (
            <TimelineShape />
          ) : (
            <ErrorPanel
              compact
              isKept
              error={error}
              steps={{ retry: actions.reopen, reconnect: actions.reopen }}
            />
          )
        ) : null}
        {timeline !== undefined && timeline.marks.length === 0 ? (
          <p className={styles.nothing}>No events to draw.</p>
        ) : null}
        {drawn ? (
          <>
            <svg
              className={styles.drawing}
              width={width}
              height={lanes.height}
              role="img"
              aria-label={timelineWords(timeline)}
            >
              <BandTextures id={id} />
              <defs>
                <pattern id={`${id}-gap`} width="6" height="6" patternUnits="userSpaceOnUse">
                  <path d="M-1 1l2-2M0 6l6-6M5 7l2-2" className={styles.gapHatch} />
                </pattern>
              </defs>
              <Bands bands={bands} frame={frame} lanes={lanes} textures={id} />
              <Axis timeline={timeline} frame={frame} lanes={lanes} />
              <IdleBreaks stretches={timeline.stretches} frame={frame} lanes={lanes} />
              <BandNames bands={bands} frame={frame} lanes={lanes} />
              <Marks marks={timeline.marks} frame={frame} lanes={lanes} />
              <SequenceGaps gaps={timeline.gaps} frame={frame} lanes={lanes} hatch={`${id}-gap`} />
              {hasRequests ? <RecordLives timeline={timeline} frame={frame} lanes={lanes} /> : null}
              <Retries retries={timeline.retries} frame={frame} lanes={lanes} />
            </svg>
            <Scrubber timeline={timeline} frame={frame} lanes={lanes} handle={handle} />
          </>
        ) : null}
      </div>
      {drawn && hasRequests ? <RequestLane timeline={timeline} frame={frame} lanes={lanes} /> : null}
      {drawn ? <ConflictMarks timeline={timeline} frame={frame} lanes={lanes} /> : null}
    </section>
  );
}
