import { useId, type ReactElement } from 'react';
import { cx } from '../../ui/cx.ts';
import { findingWords } from '../../ui/FindingBadge.tsx';
import { formatCompact, formatCount } from '../../ui/numbers.ts';
import styles from './audit.module.css';

/** One bar: what it is about, and how many findings there are of each severity. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly error: number;
  readonly warning: number;
}

/** Most bars drawn; the rest is told. */
const MOST = 8;

/** Findings as bars, longest first; choosing one shows its findings. */
export function BarChart({
  title,
  bars,
  onChoose,
  mono = false,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly onChoose: (key: string) => void;
  readonly mono?: boolean;
}): ReactElement {
  const id = useId();
  const most = Math.max(1, ...bars.map(({ error, warning }) => error + warning));
  return (
    <section className={styles.chart} aria-labelledby={id}>
      <h4 id={id} className={styles.chartTitle}>
        {title}
      </h4>
      <ol className={styles.bars}>
        {bars.slice(0, MOST).map(({ key, label, error, warning }) => (
          <li key={key}>
            <button
              type="button"
              className={styles.bar}
              aria-label={`${label}: ${findingWords(error, warning)}`}
              title={`${label}: ${findingWords(error, warning)}`}
              onClick={() => onChoose(key)}
            >
              <span className={cx(styles.barLabel, mono && styles.mono)}>
                <bdi>{label}</bdi>
              </span>
              <svg
                className={styles.barLine}
                viewBox="0 0 100 8"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect className={styles.barGround} width="100" height="8" />
                <rect className={styles.barError} width={(100 * error) / most} height="8" />
                <rect
                  className={styles.barWarning}
                  x={(100 * error) / most}
                  width={(100 * warning) / most}
                  height="8"
                />
              </svg>
              <span className={styles.barCount} title={formatCount(error + warning)}>
                {formatCompact(error + warning)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {bars.length > MOST ? <p className={styles.note}>and {formatCount(bars.length - MOST)} more</p> : null}
    </section>
  );
}
