import type { ReactElement } from 'react';
import type { FinishedCall } from '#shared/contract/activity.ts';
import { formatTimeAs, parseTime } from '../../ui/time/formatTime.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './activity.module.css';
import { outcomeTone, outcomeWords, sendingWords } from './callWords.ts';
import { latencyText, unitsText } from './figures.ts';

/** The names of a row's columns, in order. */
export const COLUMNS = ['Ended', 'Operation', 'Table', 'Took', 'Units', 'Sent', 'Outcome'] as const;

/** One call: when it ended, by which the list is ordered, what, how long, how often it was sent, what it cost and how it ended. */
export function CallRow({ call }: { readonly call: FinishedCall }): ReactElement {
  const sent = sendingWords(call);
  return (
    <div className={styles.row}>
      <Ended call={call} />
      <span className={styles.cell}>{call.operation}</span>
      <span className={styles.cell}>
        {call.table === undefined ? null : <PlainText closed text={call.table} limit={255} />}
      </span>
      <span className={styles.figure}>{latencyText(call.latencyMs)}</span>
      <span className={styles.figure}>{call.units === 0 ? '' : unitsText(call.units)}</span>
      <span className={styles.sent} data-again={call.attempts > 1}>
        {sent ?? 'once'}
      </span>
      <span className={styles.outcome} data-tone={outcomeTone(call)}>
        {outcomeWords(call)}
      </span>
    </div>
  );
}

/** By the clock, to the millisecond: a distance from now would tell calls of one moment no longer apart. */
function Ended({ call }: { readonly call: FinishedCall }): ReactElement {
  const { zone, format } = useTime();
  const began = parseTime(call.at);
  if (began === undefined) return <bdi className={styles.time}>{call.at}</bdi>;
  const ended = began + call.latencyMs;
  return (
    <time
      className={styles.time}
      dateTime={new Date(ended).toISOString()}
      title={`Began ${format(began, 'ms')}, ended ${format(ended, 'ms')} ${zone}`}
    >
      {formatTimeAs(ended, zone, 'HH:mm:ss.SSS')}
    </time>
  );
}
