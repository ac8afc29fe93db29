import type { ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { tasksStore } from './store.ts';
import styles from './tasks.module.css';

/** Under the list while tasks are marked: which ones, and what to do with them. Registers the keys of marking. */
export function MarkedBar({
  onCompare,
}: {
  readonly onCompare: (left: string, right: string) => void;
}): ReactElement | null {
  const selected = tasksStore.useSelector((state) => state.selected?.key);
  const marked = tasksStore.useSelector((state) => state.marked);
  const { mark, unmarkAll } = tasksStore.useApi().getState();
  const [left, right] = marked;
  const compare = (): void => {
    if (left === undefined || right === undefined) return;
    unmarkAll();
    onCompare(left, right);
  };
  useAction('task.mark', () => (selected === undefined ? undefined : mark(selected)), {
    enabled: selected !== undefined,
  });
  useAction('task.compareMarked', compare, { enabled: right !== undefined });
  if (left === undefined) return null;
  return (
    <div className={styles.marked} role="group" aria-label="Marked">
      <ol className={styles.markedIds}>
        {marked.map((task) => (
          <li key={task}>
            <PlainText text={task} limit={120} closed />
          </li>
        ))}
      </ol>
      <span className={styles.markedHint}>{right === undefined ? 'Mark another to compare.' : ''}</span>
      <Button look="quiet" onClick={unmarkAll}>
        Unmark
      </Button>
      <Button look="primary" disabled={right === undefined} onClick={compare}>
        Compare
      </Button>
    </div>
  );
}
