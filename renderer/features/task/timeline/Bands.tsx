import type { ReactElement } from 'react';
import type { Timeline } from '#shared/model/timeline.ts';
import { StatusShape } from '../../../ui/StatusGlyph.tsx';
import {
  STATUS_LOOKS,
  statusColor,
  statusLook,
  statusWords,
  type StatusLook,
} from '../../../ui/statusLook.ts';
import { toPixels, type Frame } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import styles from './Timeline.module.css';

/** Each status has its own texture too, so that bands differ without their hue. */
const TEXTURES = {
  pending: 'M1 4h1',
  running: 'M-2 2l4-4M0 8l8-8M6 10l4-4',
  succeeded: '',
  failed: 'M0 0l8 8M8 0l-8 8',
  retrying: 'M-2 6l4 4M0 0l8 8M6-2l4 4',
  cancelled: 'M0 2h8M0 6h8',
  dead_lettered: 'M2 0v8M6 0v8',
  unknown: 'M0 8l8-8M0 4h8',
} satisfies Record<StatusLook, string>;

/** Pixels that the words of a band need: about 6.4 a character beside glyph and padding. */
const wordsWidth = (words: string): number => 30 + words.length * 6.6;

/** The textures of the bands, to be referred to by `bandFill`. */
export function BandTextures({ id }: { readonly id: string }): ReactElement {
  return (
    <defs>
      {STATUS_LOOKS.map((look) => (
        <pattern key={look} id={`${id}-${look}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" style={{ fill: statusColor(look, 'soft') }} />
          <path d={TEXTURES[look]} className={styles.texture} style={{ stroke: statusColor(look, 'fill') }} />
        </pattern>
      ))}
    </defs>
  );
}

interface BandsProps {
  readonly bands: Timeline['bands'];
  readonly frame: Frame;
  readonly lanes: Lanes;
}

/** The durations of states: hue and texture. */
export function Bands({
  bands,
  frame,
  lanes,
  textures,
}: BandsProps & {
  /** Id given to {@link BandTextures}. */
  readonly textures: string;
}): ReactElement {
  const { bandTop: y, bandHeight: height } = lanes;
  return (
    <g>
      {bands.map((band) => {
        const look = statusLook(band.status);
        const x0 = toPixels(frame, band.x0);
        const width = Math.max(1, toPixels(frame, band.x1) - x0);
        return (
          <g key={band.fromSeq}>
            <rect x={x0} y={y} width={width} height={height} fill={`url(#${textures}-${look})`} />
            <rect x={x0} y={y} width={width} height={3} style={{ fill: statusColor(look, 'fill') }} />
            {width > 5 ? <path d={`M${x0} ${y}v${height}`} className={styles.bandEdge} /> : null}
          </g>
        );
      })}
    </g>
  );
}

/** Glyph and word of each state, where there is room; drawn over idle stretches. */
export function BandNames({ bands, frame, lanes }: BandsProps): ReactElement {
  const middle = lanes.bandTop + lanes.bandHeight / 2;
  return (
    <g>
      {bands.map((band) => {
        const look = statusLook(band.status);
        const x0 = toPixels(frame, band.x0);
        const width = toPixels(frame, band.x1) - x0;
        if (width < 22) return null;
        const words = statusWords(band.status);
        const fits = width >= wordsWidth(words);
        return (
          <g key={band.fromSeq} style={{ color: statusColor(look, 'text') }}>
            <rect
              x={x0 + 4}
              y={middle - 7}
              width={fits ? wordsWidth(words) - 10 : 17}
              height={18}
              rx={3}
              style={{ fill: statusColor(look, 'soft') }}
            />
            <g transform={`translate(${x0 + 7} ${middle - 4}) scale(0.75)`}>
              <StatusShape look={look} />
            </g>
            {fits ? (
              <text x={x0 + 23} y={middle + 6} className={styles.bandWords}>
                {words}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
