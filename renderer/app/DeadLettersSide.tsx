import { useCallback, useMemo, type ReactElement } from 'react';
import type { TableRef, TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { DeadLettersPane } from '../features/deadLetters/DeadLettersPane.tsx';
import { lettersStore, NO_FILTER } from '../features/deadLetters/store.ts';
import { noticeStore } from '../ui/notice.tsx';
import styles from './app.module.css';
import { routerStore } from './router.ts';

/** The right pane while the dead letters of a table are shown. */
export function DeadLettersSide({
  client,
  connection,
  table,
}: TableRef & { readonly client: AppClient }): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  const say = noticeStore.useSelector((state) => state.say);
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  const ref = useMemo(() => ({ connection, table }), [connection, table]);
  return (
    <section className={styles.side} aria-label="Dead letters">
      <h2 className={styles.sideTitle}>Dead letters</h2>
      <DeadLettersPane
        key={JSON.stringify(ref)}
        client={client}
        tableRef={ref}
        onOpenTask={(task, seq) => go(seq === undefined ? { ...ref, task } : { ...ref, task, seq })}
        onNotice={say}
        onReconnect={() => void reconnect(connection)}
      />
    </section>
  );
}

/** Goes to the dead letters of a task, whatever became of them. */
export function useShowLetters(): (ref: TaskRef) => void {
  const go = routerStore.useSelector((state) => state.go);
  const letters = lettersStore.useApi();
  return useCallback(
    (ref) => {
      go(ref, { view: 'deadLetters' });
      letters.getState().narrow({ ...NO_FILTER, queue: undefined, state: 'all', text: ref.task });
    },
    [go, letters],
  );
}
