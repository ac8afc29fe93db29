import { useMemo, type ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { axisTicks } from './axis.ts';
import { axisDistance, axisLabel } from './axisLabel.ts';
import type { Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import styles from './Timeline.module.css';

/** The time axis, in the chosen zone; with relative times, distances from the first event. */
export function Axis({
  timeline,
  frame,
  lanes,
}: {
  readonly timeline: Timeline;
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const { zone, style } = useTime();
  const relative = style === 'relative';
  const ticks = useMemo(() => axisTicks(timeline, frame, zone, relative), [timeline, frame, zone, relative]);
  const y = lanes.axisTop;
  return (
    <g>
      <path d={`M${frame.left} ${y + 0.5}h${frame.width}`} className={styles.axisLine} />
      {ticks.map((tick, index) => {
        const words = relative
          ? axisDistance(tick, timeline.fromMs)
          : axisLabel(tick, ticks[index - 1], zone);
        return (
          <g key={`${tick.ms}`}>
            <path d={`M${tick.x} ${y}v5`} className={styles.axisLine} />
            <text x={tick.labelX} y={y + 18} className={styles.axisWords}>
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}
