import { memo, type ComponentProps, type ReactElement } from 'react';
import type { EventRow } from '#shared/contract/replay.ts';
import { cx } from '../../../ui/cx.ts';
import styles from './EventList.module.css';
import { EventRowView } from './EventRowView.tsx';

type Place = Omit<ComponentProps<typeof EventRowView>, 'row'> & { readonly row: EventRow | undefined };

/** Stays as it was while there is no row to show. */
const LastRow = memo(
  function LastRow({ row, ...rest }: Place): ReactElement | null {
    return row === undefined ? null : <EventRowView row={row} {...rest} />;
  },
  (_, { row }) => row === undefined,
);

/**
 * An event in the list, or its shape while it is on its way. The elements of the row before stay meanwhile, hidden
 * from everyone: other texts in them cost a scrubbed list, which shows other rows at each position, far less than
 * elements made anew.
 */
export function EventPlace(place: Place): ReactElement {
  const coming = place.row === undefined;
  return (
    <>
      {coming ? <span className={styles.coming} aria-hidden="true" /> : null}
      <div className={cx(styles.place, coming && styles.hidden)}>
        <LastRow {...place} />
      </div>
    </>
  );
}
