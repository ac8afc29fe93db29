import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement, type RefObject } from 'react';
import type { FieldHistory } from '#shared/contract/blame.ts';
import { statusColor, statusLook, type StatusLook } from '../../../ui/statusLook.ts';
import { useSize } from '../timeline/useSize.ts';
import styles from './blame.module.css';
import {
  nearestPoint,
  pointAtSeq,
  sparkBands,
  sparkPoints,
  stepLine,
  type SparkFrame,
} from './sparkShape.ts';

const HEIGHT = 40;
const INSET = 6;

/** Marks are drawn while there are at most so many. */
const MARKS = 80;

/** Pixels that a character of a band's words needs. */
const CHARACTER = 6.8;

const pointWords = ({ seq, text, count }: FieldHistory['points'][number]): string =>
  `event ${seq}: ${text ?? 'gone'}${count > 1 ? `, the last of ${count} changes` : ''}`;

/** A field's history as a line or as bands; arrows go from change to change, a press goes to the nearest. */
export function Sparkline({
  history,
  name,
  selected,
  focusRef,
  onSeek,
}: {
  readonly history: FieldHistory;
  /** The field, for screen readers. */
  readonly name: string;
  readonly selected: number;
  readonly focusRef: RefObject<HTMLDivElement | null>;
  readonly onSeek: (seq: number) => void;
}): ReactElement {
  const own = useRef<HTMLDivElement>(null);
  const { width } = useSize(own);
  const frame: SparkFrame = { width, height: HEIGHT, inset: INSET };
  const { points } = history;
  const at = pointAtSeq(points, selected);
  const current = points[at];

  const go = (index: number): void => {
    const point = points[Math.max(0, Math.min(points.length - 1, index))];
    if (point !== undefined) onSeek(point.seq);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = keyTarget(event.key, at, points.length, current?.seq === selected);
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(target);
  };
  const onPointerDown = (event: PointerEvent): void => {
    const left = own.current?.getBoundingClientRect().left ?? 0;
    go(nearestPoint(points, event.clientX - left, frame));
  };
  return (
    <div
      ref={(element) => {
        own.current = element;
        focusRef.current = element;
      }}
      className={styles.spark}
      role="slider"
      tabIndex={0}
      aria-label={`Changes of ${name}`}
      aria-valuemin={0}
      aria-valuemax={points.length}
      aria-valuenow={at + 1}
      aria-valuetext={current === undefined ? 'before the first change' : pointWords(current)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    >
      <svg width="100%" height={HEIGHT} aria-hidden="true">
        {history.numeric ? (
          <Line points={points} frame={frame} at={at} />
        ) : (
          <Bands history={history} frame={frame} at={at} />
        )}
      </svg>
    </div>
  );
}

/** Where a key leads among `count` changes from `at`; `on`: the selection stands on that very change. */
function keyTarget(key: string, at: number, count: number, on: boolean): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return on ? at - 1 : at;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

interface ShapeProps {
  readonly points: FieldHistory['points'];
  readonly frame: SparkFrame;
  readonly at: number;
}

function Line({ points, frame, at }: ShapeProps): ReactElement {
  const drawn = sparkPoints(points, frame);
  const current = drawn[at];
  return (
    <g>
      {drawn.map(({ x, top, bottom }, index) =>
        bottom - top > 1 ? <path key={index} d={`M${x} ${top}V${bottom}`} className={styles.range} /> : null,
      )}
      <path d={stepLine(drawn, frame)} className={styles.line} />
      {drawn.length > MARKS
        ? null
        : drawn.map(({ x, y }, index) => (
            <circle key={index} cx={x} cy={y} r={2.2} className={styles.mark} />
          ))}
      {current === undefined ? null : <circle cx={current.x} cy={current.y} r={4} className={styles.here} />}
    </g>
  );
}

/** The look of a value, where it is a status that has one of its own. */
function lookOf(isStatus: boolean, text: string | null): StatusLook | undefined {
  return isStatus && text !== null ? statusLook(text) : undefined;
}

function Bands({
  history,
  frame,
  at,
}: {
  readonly history: FieldHistory;
  readonly frame: SparkFrame;
  readonly at: number;
}): ReactElement {
  const isStatus = history.path.length === 1 && history.path[0] === 'status';
  const bands = sparkBands(history.points, frame);
  const top = 6;
  const height = frame.height - 12;
  return (
    <g>
      {bands.map(({ x, width, text, seq }, index) => {
        const look = lookOf(isStatus, text);
        const fill = look === undefined ? undefined : statusColor(look, 'soft');
        const words = text ?? 'gone';
        const fits = width > words.length * CHARACTER + 10;
        return (
          <g key={seq} data-gone={text === null} className={styles.band} data-odd={index % 2 === 1}>
            <rect
              x={x}
              y={top}
              width={width}
              height={height}
              {...(fill === undefined ? {} : { style: { fill } })}
            />
            <rect
              x={x}
              y={top}
              width={Math.min(width, 2)}
              height={height}
              className={styles.edge}
              {...(look === undefined ? {} : { style: { fill: statusColor(look, 'fill') } })}
            />
            {fits ? (
              <text
                x={x + 7}
                y={frame.height / 2 + 4}
                className={styles.bandWords}
                {...(look === undefined ? {} : { style: { fill: statusColor(look, 'text') } })}
              >
                {words}
              </text>
            ) : null}
            {index === at ? (
              <rect x={x} y={top - 3} width={Math.max(3, width)} height={3} className={styles.over} />
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
