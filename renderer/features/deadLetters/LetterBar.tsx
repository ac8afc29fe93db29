import type { ReactElement, RefObject } from 'react';
import { LETTER_STATES, type LetterFilter } from '#shared/contract/deadLetters.ts';
import { ReloadButton } from '../../ui/ReloadButton.tsx';
import { Select } from '../../ui/Field.tsx';
import { ListFilter } from '../../ui/list/ListFilter.tsx';
import { formatCount } from '../../ui/numbers.ts';
import styles from './deadLetters.module.css';
import { lettersStore } from './store.ts';

const ORDERS = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
] as const satisfies readonly { value: LetterFilter['order']; label: string }[];

const STATE_WORDS = {
  open: 'Waiting',
  redriven: 'Redriven',
  corrupt: 'Unreadable',
  all: 'All',
} as const satisfies Record<LetterFilter['state'], string>;

/** A queue may have any name, so the choice of all of them needs a value that no name has. */
const ALL_QUEUES = 'all';
const queueValue = (queue: string): string => `queue:${queue}`;

/** The text that narrows the list, its order, states and queue. */
export function LetterBar({ part }: { readonly part: RefObject<HTMLElement | null> }): ReactElement {
  const { text, order, state } = lettersStore.useSelector((all) => all.filter);
  const { narrow, first, select, reload } = lettersStore.useApi().getState();
  return (
    <>
      <ListFilter
        name="Dead letters"
        label="Filter dead letters by task, queue, event type or error"
        placeholder="Task, event type, error"
        scope="deadLetters"
        part={part}
        text={text}
        onText={(next) => narrow({ text: next })}
        first={first}
        onOpen={({ key, index }) => select(key, index)}
      >
        <Select
          bare
          label="Order"
          value={order}
          choices={ORDERS}
          onChange={(next) => narrow({ order: next })}
        />
        <ReloadButton label="Read the dead letters again" onClick={() => void reload()} />
      </ListFilter>
      <div className={styles.states}>
        <div className={styles.stateButtons} role="group" aria-label="Filter by state">
          {LETTER_STATES.map((each) => (
            <button
              key={each}
              type="button"
              className={styles.state}
              aria-pressed={each === state}
              onClick={() => narrow({ state: each })}
            >
              {STATE_WORDS[each]}
            </button>
          ))}
        </div>
        <QueueChoice />
      </div>
    </>
  );
}

function QueueChoice(): ReactElement | null {
  const queues = lettersStore.useSelector((all) => all.queues);
  const chosen = lettersStore.useSelector((all) => all.filter.queue);
  const narrow = lettersStore.useSelector((all) => all.narrow);
  if (queues === undefined) return null;
  const known = queues.some(({ queue }) => queue === chosen) || chosen === undefined;
  const names = known ? queues : [...queues, { queue: chosen, open: 0 }];
  return (
    <Select
      bare
      label="Queue"
      value={chosen === undefined ? ALL_QUEUES : queueValue(chosen)}
      choices={[
        { value: ALL_QUEUES, label: 'All queues' },
        ...names.map(({ queue, open }) => ({
          value: queueValue(queue),
          label: `${queue} · ${formatCount(open)} waiting`,
        })),
      ]}
      onChange={(value) => narrow({ queue: names.find(({ queue }) => queueValue(queue) === value)?.queue })}
    />
  );
}
