import { memo, type ReactElement } from 'react';
import type { GroupRow } from '#shared/contract/travel.ts';
import { counted, formatCount } from '../../../ui/numbers.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import styles from './EventList.module.css';
import { gistSpan } from './gistSpan.ts';
import type { LocalClock } from './localClock.ts';
import { RowTime } from './RowTime.tsx';
import { TypeName } from './TypeName.tsx';

type Group = Extract<GroupRow, { readonly kind: 'group' }>;

/** A run of events of one type in one row: how many, from what to what, when the last was, the status after it. */
export const GroupRowView = memo(function GroupRowView({
  row,
  newDay,
  local,
  onToggle,
}: {
  readonly row: Group;
  readonly newDay: boolean;
  readonly local: LocalClock;
  readonly onToggle: () => void;
}): ReactElement {
  const { first, last, count, expanded } = row;
  const span = gistSpan(first.gist, last.gist);
  return (
    <div className={styles.row}>
      <span
        className={styles.fold}
        aria-hidden="true"
        title={`${expanded ? 'Close' : 'Open'} the group (Enter)`}
        onClick={onToggle}
      >
        {expanded ? '▾' : '▸'}
      </span>
      <span className={styles.span}>
        {first.seq}–{last.seq}
      </span>
      <EventGlyph type={first.type} />
      <span className={styles.what}>
        <TypeName type={first.type} /> <b className={styles.times}>× {formatCount(count)}</b>{' '}
        <span className={styles.gist} title={`${first.gist} → ${last.gist}`}>
          <PlainText closed text={span.first} limit={80} />
          {span.last === undefined ? null : (
            <>
              {' → '}
              <PlainText closed text={span.last} limit={80} />
            </>
          )}
        </span>
      </span>
      <RowTime at={last.at} newDay={newDay} local={local} />
      <span className={styles.status}>
        <StatusChip status={last.status} plain />
      </span>
    </div>
  );
});

/** What a screen reader hears of a group. */
export function groupRowLabel(row: Group): string {
  const { first, last, count, expanded } = row;
  const span = gistSpan(first.gist, last.gist);
  return [
    `${String(first.seq)} to ${String(last.seq)} ${first.type}`,
    counted(count, 'event'),
    [span.first, span.last].filter((gist) => gist !== undefined && gist !== '').join(' to '),
    `status ${last.status}`,
    expanded ? 'group, open' : 'group, closed',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
