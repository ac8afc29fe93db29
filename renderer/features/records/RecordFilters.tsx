import type { ReactElement, RefObject } from 'react';
import type { RecordFilter } from '#shared/contract/records.ts';
import { Select } from '../../ui/Field.tsx';
import { ListFilter } from '../../ui/list/ListFilter.tsx';
import { formatCount } from '../../ui/numbers.ts';
import styles from './records.module.css';
import { ownerName } from './selectors.ts';
import { recordsStore } from './store.ts';

const ONLY = [
  { value: 'all', label: 'Any expiry' },
  { value: 'soon', label: 'Expire within a day' },
  { value: 'expired', label: 'Expired' },
  { value: 'never', label: 'Never expire' },
  { value: 'faulty', label: 'With findings' },
] as const satisfies readonly { value: RecordFilter['only']; label: string }[];

const ORDERS = [
  { value: 'owner', label: 'By owner' },
  { value: 'expiry', label: 'First to expire' },
  { value: 'version', label: 'Most written' },
] as const satisfies readonly { value: RecordFilter['order']; label: string }[];

/** The choice that stands for every owner; those of one owner begin with a mark, since an owner may be any text. */
const EVERY = 'every';
const ONE = '=';

/** The text, the owner and the expiry that narrow the list, and its order. */
export function RecordFilters({
  part,
  onOpen,
}: {
  readonly part: RefObject<HTMLElement | null>;
  readonly onOpen: (entry: string) => void;
}): ReactElement {
  const filter = recordsStore.useSelector((state) => state.filter);
  const owners = recordsStore.useSelector((state) => state.owners);
  const narrow = recordsStore.useSelector((state) => state.narrow);
  const first = recordsStore.useSelector((state) => state.first);
  const select = recordsStore.useSelector((state) => state.select);
  const known =
    filter.owner === null || owners.some(({ owner }) => owner === filter.owner)
      ? owners
      : [{ owner: filter.owner, records: 0 }, ...owners];
  return (
    <>
      <ListFilter
        name="Records"
        label="Filter records by owner, task or any text of the data"
        placeholder="Owner, task, any text"
        scope="records"
        part={part}
        text={filter.text}
        onText={(text) => narrow({ text })}
        first={first}
        onOpen={({ key, index }) => {
          select(key, index);
          onOpen(key);
        }}
      >
        <Select
          bare
          label="Order"
          value={filter.order}
          choices={ORDERS}
          onChange={(order) => narrow({ order })}
        />
      </ListFilter>
      <div className={styles.narrowing}>
        <Select
          bare
          label="Owner"
          value={filter.owner === null ? EVERY : ONE + filter.owner}
          choices={[
            { value: EVERY, label: `Every owner (${formatCount(owners.length)})` },
            ...known.map(({ owner, records }) => ({
              value: ONE + owner,
              label: `${ownerName(owner)} (${formatCount(records)})`,
            })),
          ]}
          onChange={(chosen) => narrow({ owner: chosen === EVERY ? null : chosen.slice(ONE.length) })}
        />
        <Select
          bare
          label="Only records that"
          value={filter.only}
          choices={ONLY}
          onChange={(only) => narrow({ only })}
        />
      </div>
    </>
  );
}
