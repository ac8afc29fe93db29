import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { useAction } from '../../ui/actions/useAction.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IdText } from '../../ui/IdText.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RawJson } from '../../ui/value/RawJson.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import { createDetailStore, detailContext, type RequestDetailState } from './detailStore.ts';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestHeader } from './RequestHeader.tsx';
import styles from './detail.module.css';
import { requestsStore } from './store.ts';

/** The right pane of a table of the layout `request`: the chosen request, and the decision on it. */
export function RequestDetail(props: LayoutPaneProps): ReactElement {
  const { deps, tableRef, entry, onNotice } = props;
  const [store] = useState<StoreApi<RequestDetailState>>(() =>
    createDetailStore({ client: deps.client, tableRef, onNotice }),
  );
  useEffect(() => store.getState().open(entry), [store, entry]);
  useEffect(() => () => store.getState().open(undefined), [store]);
  return (
    <detailContext.Provider value={store}>
      {entry === undefined ? (
        <section className={styles.detail} aria-label="Request">
          <EmptyState title="No request chosen">
            <p>Choose a request in the list to see its state, its times and its item.</p>
          </EmptyState>
        </section>
      ) : (
        <Shown {...props} entry={entry} />
      )}
      <DecisionDialog />
    </detailContext.Provider>
  );
}

function Shown({ entry, onNotice, onReconnect }: LayoutPaneProps & { readonly entry: string }): ReactElement {
  const part = useRef<HTMLElement>(null);
  const reading = detailContext.useSelector((state) => state.reading);
  const shown = detailContext.useSelector((state) => state.shown);
  const reload = detailContext.useSelector((state) => state.reload);
  useAction('refresh', reload, { part });
  useFollowList(entry);
  return (
    <section ref={part} className={styles.detail} aria-label="Request">
      {reading.phase === 'failed' ? (
        <ErrorPanel
          error={reading.error}
          compact={shown !== undefined}
          isKept={shown !== undefined}
          steps={{ retry: reload, reload, reconnect: onReconnect }}
        />
      ) : null}
      {shown === undefined ? (
        reading.phase === 'failed' ? null : (
          <Skeleton label="Reading the request" rows={10} />
        )
      ) : shown.request === null || shown.item === null ? (
        <EmptyState title="There is no such request">
          <p>
            Nothing lies under <IdText id={entry} />. It may have been deleted, or removed once it had
            expired.
          </p>
        </EmptyState>
      ) : (
        <>
          <RequestHeader request={shown.request} />
          <div className={styles.body}>
            <RequestFacts request={shown.request} item={shown.item} />
            <h3 className={styles.rawTitle}>Item as it lies in the table</h3>
            <RawJson
              item={shown.item}
              label={`Item of request ${entry}`}
              onCopied={(what) => onNotice(`${what} copied`)}
            />
          </div>
        </>
      )}
    </section>
  );
}

/** Reads the shown request again once the list tells of a newer version of it than the one on screen. */
function useFollowList(entry: string): void {
  const rows = requestsStore.useSelector((state) => state.rows);
  const index = requestsStore.useSelector((state) => state.selected?.index);
  const { getState } = detailContext.useApi();
  useRangeCache(rows);
  const row = index === undefined ? undefined : rows?.at(index);
  const listed = row?.id === entry ? row.updatedAt : undefined;
  useEffect(() => {
    const { shown, reload } = getState();
    const read = shown?.request?.updatedAt;
    if (listed !== undefined && read !== undefined && listed !== read) reload();
  }, [listed, getState]);
}
