import type { ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { formatDuration } from '../../../ui/time/duration.ts';
import { toPixels, type Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import styles from './Timeline.module.css';

const zigzag = (x: number, top: number, bottom: number): string => {
  const steps = Math.max(2, Math.round((bottom - top) / 7));
  const height = (bottom - top) / steps;
  const points = Array.from(
    { length: steps + 1 },
    (_, n) => `${x + (n % 2 === 0 ? -3 : 3)} ${top + n * height}`,
  );
  return `M${points.join('L')}`;
};

/** Idle stretches, collapsed: the scale is torn there, and a label says for how long. */
export function IdleBreaks({
  stretches,
  frame,
  lanes,
}: {
  readonly stretches: Timeline['stretches'];
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const top = lanes.bandTop - 2;
  const bottom = lanes.axisTop + 3;
  const marksBottom = lanes.marksTop + lanes.marksHeight;
  return (
    <g>
      {stretches.map((stretch) => {
        if (stretch.kind === 'active') return null;
        const x0 = toPixels(frame, stretch.x0);
        const x1 = toPixels(frame, stretch.x1);
        const width = Math.max(2, x1 - x0 - 4);
        const words = `${formatDuration(stretch.toMs - stretch.fromMs, x1 - x0 > 64 ? 2 : 1)} idle`;
        return (
          <g key={stretch.fromMs}>
            {/* The state goes on through an idle stretch: its hue stays visible, only its texture is torn out. */}
            <rect
              x={x0 + 2}
              y={lanes.bandTop + 3}
              width={width}
              height={lanes.bandHeight - 3}
              className={styles.fade}
            />
            <rect
              x={x0 + 2}
              y={lanes.bandTop + lanes.bandHeight}
              width={width}
              height={bottom - lanes.bandTop - lanes.bandHeight}
              className={styles.tear}
            />
            <path d={zigzag(x0 + 3, top, bottom)} className={styles.zigzag} />
            <path d={zigzag(x1 - 3, top, bottom)} className={styles.zigzag} />
            {x1 - x0 >= 44 ? (
              <text
                x={(x0 + x1) / 2}
                y={lanes.bandTop + lanes.bandHeight / 2 + 4}
                className={styles.idleWords}
              >
                {words}
              </text>
            ) : (
              <text
                transform={`translate(${(x0 + x1) / 2 + 4} ${(lanes.bandTop + lanes.bandHeight + marksBottom) / 2}) rotate(-90)`}
                className={styles.idleWords}
              >
                {words}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Missing sequences: a hatched break between the events around them. */
export function SequenceGaps({
  gaps,
  frame,
  lanes,
  hatch,
}: {
  readonly gaps: Timeline['gaps'];
  readonly frame: Frame;
  readonly lanes: Lanes;
  /** Id of the hatch pattern. */
  readonly hatch: string;
}): ReactElement {
  const top = lanes.bandTop;
  const height = lanes.marksTop + lanes.marksHeight - top;
  return (
    <g>
      {gaps.map((gap) => {
        const x = toPixels(frame, gap.x);
        return (
          <g key={gap.from}>
            <rect x={x - 4} y={top} width={8} height={height} className={styles.gapGround} />
            <rect x={x - 4} y={top} width={8} height={height} fill={`url(#${hatch})`} />
            <path d={`M${x - 4} ${top}v${height}M${x + 4} ${top}v${height}`} className={styles.gapEdge} />
          </g>
        );
      })}
    </g>
  );
}
