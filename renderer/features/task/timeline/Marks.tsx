import { useMemo, type ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { statusColor, statusLook, type StatusLook } from '../../../ui/statusLook.ts';
import { eventColor, EventShape } from '../EventGlyph.tsx';
import { eventLookIn } from '../eventLook.ts';
import { taskContext } from '../store.ts';
import { findingColor } from '../findingText.ts';
import type { Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { layOutMarks } from './markLayout.ts';
import styles from './Timeline.module.css';

/** Events: a line each, the higher the more events share it; glyphs of the most telling; ▲ where there are findings. */
export function Marks({
  marks,
  frame,
  lanes,
}: {
  readonly marks: Timeline['marks'];
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const streams = taskContext.useSelector((state) => state.streams);
  const placed = useMemo(() => layOutMarks(marks, frame), [marks, frame]);
  const { marksTop: top, marksHeight: height, glyphY } = lanes;
  // One path per status keeps thousands of lines cheap to draw.
  const lines = useMemo(() => {
    const paths = new Map<StatusLook, string>();
    for (const { mark, x, height: part } of placed) {
      const look = statusLook(mark.status);
      const line = `M${x.toFixed(1)} ${top}v${(height * part).toFixed(1)}`;
      paths.set(look, (paths.get(look) ?? '') + line);
    }
    return [...paths];
  }, [placed, top, height]);
  return (
    <g>
      {lines.map(([look, d]) => (
        <path key={look} d={d} className={styles.markLine} style={{ stroke: statusColor(look, 'fill') }} />
      ))}
      {placed.map(({ mark, x, glyph, height: part }) => {
        if (!glyph) return null;
        const look = eventLookIn(streams, mark.type);
        const found = mark.findings.length > 0;
        return (
          <g key={mark.seq} style={{ color: found ? findingColor(mark.findings) : eventColor(look) }}>
            <g transform={`translate(${x - 6} ${glyphY - 6}) scale(0.75)`}>
              {found ? <path d="M8 1L15.5 14.5H.5z" fill="currentColor" /> : <EventShape look={look} />}
            </g>
            {mark.count > 1 && marks.length < 60 ? (
              <text
                x={mark.x > 0.97 ? x - 3 : x + 3}
                y={top + height * part}
                textAnchor={mark.x > 0.97 ? 'end' : 'start'}
                className={styles.markCount}
              >
                ×{mark.count}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
