import { memo, type ReactElement } from 'react';
import type { GroupRow } from '#shared/contract/travel.ts';
import { counted, formatCount } from '../../../ui/numbers.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import styles from './EventList.module.css';
import type { LocalClock } from './localClock.ts';
import { RowTime } from './RowTime.tsx';
import { TypeName } from './TypeName.tsx';

type Group = Extract<GroupRow, { readonly kind: 'group' }>;

/** What tells the first of a group from the last; one gist when both say the same. */
const spanOf = ({ first, last }: Group): readonly string[] =>
  first.gist === last.gist ? [first.gist] : [first.gist, last.gist];

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
        <span className={styles.gist}>
          {spanOf(row).map((gist, index) => (
            <span key={index}>
              {index === 0 ? '' : ' → '}
              <PlainText closed text={gist} limit={80} />
            </span>
          ))}
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
  return [
    `${String(first.seq)} to ${String(last.seq)} ${first.type}`,
    counted(count, 'event'),
    spanOf(row)
      .filter((gist) => gist !== '')
      .join(' to '),
    `status ${last.status}`,
    expanded ? 'group, open' : 'group, closed',
  ]
    .filter((part) => part !== '')
    .join(', ');
}
