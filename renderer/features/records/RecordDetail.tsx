import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { RecordDetail as Detail } from '#shared/contract/records.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { RecordContent } from './RecordContent.tsx';
import { RecordHeader } from './RecordHeader.tsx';
import { RecordWriteDialog } from './RecordWriteDialog.tsx';
import { createRecordStore, recordContext } from './recordStore.ts';
import type { RecordState } from './recordState.ts';
import styles from './detail.module.css';
import { recordsStore } from './store.ts';

/** The right pane of a table of the layout `record`: the chosen record. */
export function RecordDetail(props: LayoutPaneProps): ReactElement {
  const { entry } = props;
  return entry === undefined ? (
    <section className={styles.pane} aria-label="Record">
      <EmptyState title="No record chosen">
        <p>Choose a record in the list to see its version, its data and when it expires.</p>
        <p>
          <KeyHint keys="J" /> <KeyHint keys="K" /> step through the list, <KeyHint keys="/" /> filters it by
          owner, task or any text.
        </p>
      </EmptyState>
    </section>
  ) : (
    <OneRecord key={entry} {...props} entry={entry} />
  );
}

function OneRecord(props: LayoutPaneProps & { readonly entry: string }): ReactElement {
  const { deps, tableRef, entry, onNotice, onOpen } = props;
  const [store] = useState<StoreApi<RecordState>>(() =>
    createRecordStore(
      { ...deps, say: onNotice, onDeleted: () => onOpen(undefined) },
      { connection: tableRef.connection, table: tableRef.table, key: entry },
    ),
  );
  useEffect(() => {
    const { read, stop } = store.getState().actions;
    void read();
    return stop;
  }, [store]);
  return (
    <recordContext.Provider value={store}>
      <Screen {...props} />
    </recordContext.Provider>
  );
}

function Screen({ entry, onOpen, onNotice, onReconnect }: LayoutPaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const record = recordContext.useSelector((state) => state.record);
  const { actions } = recordContext.useApi().getState();
  const narrow = recordsStore.useSelector((state) => state.narrow);
  useAction('refresh', () => void actions.read(), { part });
  return (
    <section ref={part} className={styles.pane} aria-label="Record">
      {record.phase === 'done' ? (
        record.value === null ? (
          <NoSuchRecord entry={entry ?? ''} onClose={() => onOpen(undefined)} />
        ) : (
          <Shown
            record={record.value}
            onShowOwner={(owner) => narrow({ owner })}
            onCopied={(what) => onNotice(`${what} copied`)}
          />
        )
      ) : record.phase === 'failed' ? (
        <ErrorPanel
          error={record.error}
          steps={{
            retry: () => void actions.read(),
            reload: () => void actions.read(),
            reconnect: onReconnect,
          }}
        />
      ) : (
        <Skeleton label="Reading the record" rows={10} />
      )}
      <RecordWriteDialog />
    </section>
  );
}

function Shown({
  record,
  onShowOwner,
  onCopied,
}: {
  readonly record: Detail;
  readonly onShowOwner: (owner: string) => void;
  readonly onCopied: (what: string) => void;
}): ReactElement {
  return (
    <>
      <RecordHeader record={record} onShowOwner={onShowOwner} />
      <RecordContent record={record} onCopied={onCopied} />
    </>
  );
}

function NoSuchRecord({
  entry,
  onClose,
}: {
  readonly entry: string;
  readonly onClose: () => void;
}): ReactElement {
  const { actions } = recordContext.useApi().getState();
  return (
    <EmptyState
      title="There is no such record"
      actions={
        <>
          <Button look="primary" onClick={() => void actions.read()}>
            Read again
          </Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p>
        Nothing lies in the table under <IdText id={entry} />. It was deleted, or expired and was cleaned up,
        or never written.
      </p>
    </EmptyState>
  );
}
