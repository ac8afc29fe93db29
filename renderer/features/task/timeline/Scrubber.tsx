import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { parseTime } from '../../../ui/time/formatTime.ts';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { taskContext } from '../store.ts';
import { timeOfX, toPixels, xOfSeq, type Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { scrubMove } from './scrubKeys.ts';
import styles from './Timeline.module.css';

/** The position on the timeline: a slider over events, drawn as a line over all lanes with its sequence on top. */
export function Scrubber({
  timeline,
  frame,
  lanes,
  handle,
}: {
  readonly timeline: Timeline;
  readonly frame: Frame;
  readonly lanes: Lanes;
  readonly handle: RefObject<HTMLDivElement | null>;
}): ReactElement | null {
  const selected = taskContext.useSelector((state) => state.selected);
  const shown = taskContext.useSelector((state) => state.shown);
  const summary = taskContext.useSelector((state) => state.summary);
  const { actions } = taskContext.useApi().getState();
  const { format } = useTime();
  if (summary === undefined || selected === 0) return null;

  const share = xOfSeq(timeline, selected);
  const x = toPixels(frame, share);
  const event = shown?.seq === selected ? shown.event : undefined;
  const ms = parseTime(event?.at) ?? timeOfX(timeline, share);
  const when = format(ms, timeline.toMs - timeline.fromMs < 60_000 ? 'ms' : 'second');
  const words = `event ${formatCount(selected)} of ${formatCount(summary.lastSeq)}${
    event === undefined ? '' : `, ${event.type}`
  }, ${when}`;
  const onKeyDown = (pressed: KeyboardEvent): void => {
    if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return;
    const move = scrubMove(pressed.key, summary.events);
    if (move === undefined) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    if ('by' in move) actions.step(move.by);
    else actions.toEnd(move.to);
  };
  const side = x > frame.left + frame.width - 210 ? 'left' : 'right';
  return (
    <div
      ref={handle}
      className={styles.scrubber}
      style={{ transform: `translateX(${x}px)`, height: lanes.axisTop + 6 }}
      role="slider"
      tabIndex={0}
      aria-label="Position in the task’s events"
      aria-orientation="horizontal"
      aria-valuemin={summary.firstSeq}
      aria-valuemax={summary.lastSeq}
      aria-valuenow={selected}
      aria-valuetext={words}
      data-scope="scrubber"
      onKeyDown={onKeyDown}
    >
      <span className={styles.flag} data-side={side} aria-hidden="true">
        <b>{selected}</b> {when}
      </span>
      <span className={styles.needle} aria-hidden="true" />
    </div>
  );
}
