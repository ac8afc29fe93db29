import type { ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { toPixels, type Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import styles from './Timeline.module.css';

/** Retries as arcs above the bands, from the failure to the start that followed it. */
export function Retries({
  retries,
  frame,
  lanes,
}: {
  readonly retries: Timeline['retries'];
  readonly frame: Frame;
  readonly lanes: Lanes;
}): ReactElement {
  const base = lanes.bandTop - 1;
  return (
    <g>
      {retries.map((retry) => {
        const x0 = toPixels(frame, retry.x0);
        const x1 = Math.max(x0 + 6, toPixels(frame, retry.x1));
        const lift = Math.min(16, 8 + (x1 - x0) / 8);
        return (
          <g key={retry.fromSeq}>
            <path
              d={`M${x0} ${base}C${x0} ${base - lift} ${x1} ${base - lift} ${x1} ${base}`}
              className={styles.arc}
            />
            <path d={`M${x1 - 3} ${base - 5}h6l-3 5z`} className={styles.arcHead} />
            {x1 - x0 >= 40 ? (
              <>
                <rect
                  x={(x0 + x1) / 2 - 12}
                  y={lanes.arcsTop - 2}
                  width={24}
                  height={14}
                  className={styles.arcGround}
                />
                <text x={(x0 + x1) / 2} y={lanes.arcsTop + 9} className={styles.arcWords}>
                  ↻ {retry.attempt}
                </text>
              </>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
