import { useId, type ReactElement } from 'react';
import type { AuditBucket } from '#shared/model/audit.ts';
import { findingWords } from '../../ui/FindingBadge.tsx';
import { counted } from '../../ui/numbers.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import styles from './audit.module.css';

const HEIGHT = 56;
const STEP = 10;

/** When what is wrong happened: findings by the time of the event that they begin at. */
export function TimeChart({
  buckets,
  timeless,
}: {
  readonly buckets: readonly AuditBucket[];
  readonly timeless: number;
}): ReactElement | null {
  const id = useId();
  const time = useTime();
  const [first] = buckets;
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const most = Math.max(1, ...buckets.map(({ error, warning }) => error + warning));
  const high = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most) * (HEIGHT - 2)));
  const total = buckets.reduce(
    (sum, each) => ({ error: sum.error + each.error, warning: sum.warning + each.warning }),
    {
      error: 0,
      warning: 0,
    },
  );
  const span = last.to - first.from;
  const precision = span > 3 * 86_400_000 ? 'day' : 'minute';
  const words = `${findingWords(total.error, total.warning)} between ${time.format(first.from, 'minute')} and ${time.format(last.to, 'minute')} ${time.zone}`;
  return (
    <section className={styles.chart} aria-labelledby={id}>
      <h4 id={id} className={styles.chartTitle}>
        Over time
      </h4>
      <svg
        className={styles.timeChart}
        viewBox={`0 0 ${buckets.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        <rect className={styles.barGround} y={HEIGHT - 1} width={buckets.length * STEP} height="1" />
        {buckets.map(({ from, error, warning }, index) => {
          if (error + warning === 0) return null;
          const errors = high(error);
          const warnings = high(warning);
          return (
            <g key={from}>
              <title>{`${time.format(from, 'minute')}: ${findingWords(error, warning)}`}</title>
              <rect
                className={styles.barError}
                x={index * STEP + 1}
                y={HEIGHT - errors}
                width={STEP - 2}
                height={errors}
              />
              <rect
                className={styles.barWarning}
                x={index * STEP + 1}
                y={HEIGHT - errors - warnings}
                width={STEP - 2}
                height={warnings}
              />
            </g>
          );
        })}
      </svg>
      <p className={styles.axis}>
        <span>{time.format(first.from, precision)}</span>
        <span>{time.format(last.to, precision)}</span>
      </p>
      {timeless === 0 ? null : <p className={styles.note}>{counted(timeless, 'finding')} without a time</p>}
    </section>
  );
}
