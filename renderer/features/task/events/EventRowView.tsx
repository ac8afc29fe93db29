import { memo, type ReactElement } from 'react';
import type { EventRow } from '#shared/contract/replay.ts';
import { cx } from '../../../ui/cx.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { formatStep } from '../../../ui/time/duration.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import { findingColor, findingName } from '../findingText.ts';
import { taskContext } from '../store.ts';
import styles from './EventList.module.css';
import type { LocalClock } from './localClock.ts';
import { TypeName } from './TypeName.tsx';
import { RowTime } from './RowTime.tsx';

/** A pause this long after the event before is set apart from the everyday ones, in milliseconds. */
const LONG = 60 * 60 * 1000;

/** One event: sequence, type, gist, distance from the event before, time, status after it, findings. */
export const EventRowView = memo(function EventRowView({
  row,
  pinned,
  newDay,
  local,
}: {
  readonly row: EventRow;
  readonly pinned: boolean;
  /** Whether it is the first of its day in the list, or of the list: such a row always shows its date. */
  readonly newDay: boolean;
  readonly local: LocalClock;
}): ReactElement {
  const since = row.sinceMs;
  // A stream of a layout file may know of no status at all.
  const bare = taskContext.useSelector((state) => state.streams !== undefined) && row.status === 'none';
  return (
    <div className={cx(styles.row, !row.changed && styles.unchanged)}>
      <span className={styles.seq}>{row.seq}</span>
      <EventGlyph type={row.type} />
      <span className={styles.what}>
        <TypeName type={row.type} />{' '}
        <span className={styles.gist}>
          <PlainText closed text={row.gist} limit={200} />
        </span>
      </span>
      {pinned ? (
        <span className={styles.pin} title="Pinned for comparison">
          pinned
        </span>
      ) : null}
      {row.findings.length > 0 ? (
        <span
          className={styles.found}
          style={{ color: findingColor(row.findings) }}
          title={row.findings.map(findingName).join(', ')}
        >
          <span aria-hidden="true">▲</span>
          <VisuallyHidden>{row.findings.map(findingName).join(', ')}</VisuallyHidden>
        </span>
      ) : null}
      <span
        className={cx(
          styles.since,
          since !== undefined && since >= LONG && styles.long,
          since !== undefined && since < 0 && styles.back,
        )}
      >
        {since === undefined ? '' : formatStep(since)}
      </span>
      <RowTime at={row.at} newDay={newDay} local={local} />
      <span className={styles.status}>{bare ? null : <StatusChip status={row.status} plain />}</span>
    </div>
  );
});

/** What a screen reader hears of an event. */
export function eventRowLabel(row: EventRow): string {
  const step = row.sinceMs === undefined ? [] : [`${formatStep(row.sinceMs)} after the event before`];
  return [
    `${row.seq} ${row.type}`,
    row.gist,
    ...step,
    row.status === 'none' ? '' : `status ${row.status}`,
    row.changed ? '' : 'changed nothing',
    ...row.findings.map(findingName),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
