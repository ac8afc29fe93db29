import type { ReactElement, RefObject } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import { REQUEST_STATES, type RequestFilter, type RequestQuery } from '#shared/contract/requests.ts';
import { Select, type Choice } from '../../ui/Field.tsx';
import { ListFilter } from '../../ui/list/ListFilter.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { RequestGlyph } from './RequestChip.tsx';
import { STATE_WORDS } from './requestLook.ts';
import styles from './requests.module.css';
import { EVERYTHING, requestsStore } from './store.ts';
import { useCounts } from './useCounts.ts';

const ORDERS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'expiring', label: 'Expires first' },
] as const satisfies readonly { value: RequestFilter['order']; label: string }[];

/** The text that narrows the list, its order, its states, and what is read at all. */
export function RequestBar({
  client,
  part,
  onOpen,
}: {
  readonly client: Pick<AppClient, 'requests'>;
  readonly part: RefObject<HTMLElement | null>;
  readonly onOpen: (id: string) => void;
}): ReactElement {
  const { text, order, state } = requestsStore.useSelector((all) => all.filter);
  const narrow = requestsStore.useSelector((all) => all.narrow);
  const first = requestsStore.useSelector((all) => all.first);
  const select = requestsStore.useSelector((all) => all.select);
  const counts = useCounts(client);
  return (
    <>
      <ListFilter
        name="Requests"
        label="Filter requests by id, requester, profile or any text"
        placeholder="Id, requester, any text"
        scope="requests"
        part={part}
        text={text}
        onText={(next) => narrow({ text: next })}
        first={first}
        onOpen={({ key, index }) => {
          select(key, index);
          onOpen(key);
        }}
      >
        <Select
          bare
          label="Order"
          value={order}
          choices={ORDERS}
          onChange={(next) => narrow({ order: next })}
        />
      </ListFilter>
      <div className={styles.states} role="group" aria-label="Filter by state">
        {REQUEST_STATES.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.state}
            aria-pressed={each === state}
            onClick={() => narrow({ state: each })}
          >
            {each === 'all' ? null : <RequestGlyph look={each === 'other' ? 'unknown' : each} />}
            {STATE_WORDS[each]}
            <span className={styles.count}>{counts === undefined ? '' : formatCount(counts[each])}</span>
          </button>
        ))}
      </div>
      <Source />
    </>
  );
}

const choiceOf = (query: RequestQuery): Choice<RequestQuery['by']> => {
  switch (query.by) {
    case 'everything':
      return { value: query.by, label: 'the whole table' };
    case 'pending':
      return { value: query.by, label: 'what is pending, by index' };
    case 'requester':
      return { value: query.by, label: `requests of ${query.requester}, by index` };
    case 'profile':
      return { value: query.by, label: `requests for ${query.profile}, by index` };
  }
};

/** What is read: the whole table, or what an index holds. One person or profile is chosen in a request itself. */
function Source(): ReactElement {
  const query = requestsStore.useSelector((all) => all.query);
  const ask = requestsStore.useSelector((all) => all.ask);
  const choices = [EVERYTHING, { by: 'pending' } as const];
  const narrow = choices.some(({ by }) => by === query.by) ? [] : [query];
  return (
    <div className={styles.source}>
      <span>Reading</span>
      <Select
        bare
        label="What is read"
        value={query.by}
        choices={[...choices, ...narrow].map(choiceOf)}
        onChange={(by) => ask(choices.find((choice) => choice.by === by) ?? query)}
      />
    </div>
  );
}
