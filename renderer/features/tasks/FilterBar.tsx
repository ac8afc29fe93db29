import { useRef, type ReactElement } from 'react';
import type { TaskFilter } from '#shared/contract/tasks.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Select } from '../../ui/Field.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { tasksStore } from './store.ts';
import styles from './tasks.module.css';

const ORDERS = [
  { value: 'recent', label: 'Latest first' },
  { value: 'id', label: 'By id' },
  { value: 'worst', label: 'Worst first' },
  { value: 'oldest', label: 'Oldest open first' },
] as const satisfies readonly { value: TaskFilter['order']; label: string }[];

/**
 * The text that narrows the list, and its order. Enter opens the first hit, the down arrow goes to the list, Escape
 * empties the text and then goes to the list.
 */
export function FilterBar({
  part,
  onOpenTask,
}: {
  readonly part: React.RefObject<HTMLElement | null>;
  readonly onOpenTask: (task: string) => void;
}): ReactElement {
  const filter = tasksStore.useSelector((state) => state.filter);
  const narrow = tasksStore.useSelector((state) => state.narrow);
  const field = useRef<HTMLInputElement>(null);
  const first = tasksStore.useSelector((state) => state.first);
  const select = tasksStore.useSelector((state) => state.select);
  const toList = (): void => {
    const list = part.current?.querySelector<HTMLElement>('[data-scope="tasks"]');
    if (list === null || list === undefined) field.current?.blur();
    else list.focus();
  };
  const openFirst = async (): Promise<void> => {
    const hit = await first().catch(() => undefined); // The list itself says why it cannot be read.
    if (hit === undefined) return;
    select(hit.task, hit.index);
    onOpenTask(hit.task);
    toList();
  };
  useAction('filter.focus', () => field.current?.select(), { part });
  return (
    <div className={styles.filter} role="search" aria-label="Tasks">
      <label className={styles.search}>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5l4 4" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <input
          ref={field}
          type="text"
          aria-label="Filter tasks by id, order number or any text"
          placeholder="Id, order number, any text"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          value={filter.text}
          onChange={(event) => narrow({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' && filter.text !== '') narrow({ text: '' });
            else if (event.key === 'Escape' || event.key === 'ArrowDown') {
              event.preventDefault();
              toList();
            } else if (event.key === 'Enter') void openFirst();
          }}
        />
        {filter.text === '' ? <KeyHint keys="/" /> : null}
      </label>
      <Select
        bare
        label="Order"
        value={filter.order}
        choices={ORDERS}
        onChange={(order) => narrow({ order })}
      />
    </div>
  );
}
