import { useMemo, type ReactElement } from 'react';
import { formatCount } from '../../ui/numbers.ts';
import { formatDuration } from '../../ui/time/duration.ts';
import styles from './activity.module.css';
import { latenciesOf, latencyText, totalsSince, unitsText } from './figures.ts';
import { activityStore, shownOf } from './store.ts';

/** The figures of all calls since Dynascope was started, or since the list was cleared. */
export function TotalsLine(): ReactElement {
  const shown = activityStore.useSelector(shownOf);
  const cleared = activityStore.useSelector((state) => state.cleared);
  const latencies = useMemo(() => latenciesOf(shown?.calls ?? []), [shown]);
  const totals = shown === undefined ? undefined : totalsSince(shown.totals, cleared);
  const text = (ms: number | undefined): string => (ms === undefined ? '–' : latencyText(ms));
  const since = cleared === undefined ? 'since Dynascope was started' : 'since the list was cleared';
  return (
    <div className={styles.figures} role="group" aria-label={`Figures ${since}`}>
      <dl className={styles.totals}>
        <Figure name="calls" value={totals && formatCount(totals.calls)} title={`Calls ${since}`} />
        <Figure
          name="sent again"
          value={totals && formatCount(totals.sentAgain)}
          title="Sendings beyond the first of each call"
          tone={totals !== undefined && totals.sentAgain > 0 ? 'again' : undefined}
        />
        <Figure
          name="waited"
          value={totals && formatDuration(totals.waitsMs)}
          title="Time spent waiting between sendings, of all calls together"
        />
        <Figure
          name="units"
          value={totals && unitsText(totals.units)}
          title="Capacity units consumed, as far as they were asked for and told"
        />
        <Figure
          name="failed"
          value={totals && formatCount(totals.failed)}
          title="Calls that failed; a condition that did not hold and a cancelled call are no failures"
          tone={totals !== undefined && totals.failed > 0 ? 'bad' : undefined}
        />
        <Figure name="p50" value={text(latencies?.p50)} title="Half of the listed calls took no longer" />
        <Figure name="p95" value={text(latencies?.p95)} title="95 % of the listed calls took no longer" />
      </dl>
    </div>
  );
}

function Figure({
  name,
  value = '–',
  title,
  tone,
}: {
  readonly name: string;
  readonly value: string | undefined;
  readonly title: string;
  readonly tone?: 'again' | 'bad' | undefined;
}): ReactElement {
  return (
    <div className={styles.total} title={title}>
      <dt>{name}</dt>
      <dd data-tone={tone}>{value}</dd>
    </div>
  );
}
