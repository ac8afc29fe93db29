import type { ReactElement } from 'react';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Select } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { rawText } from '../../../ui/value/rawLines.ts';
import { RawJson } from '../../../ui/value/RawJson.tsx';
import { projectionLabel } from '../eventLook.ts';
import { selectEmpty } from '../selectors.ts';
import { taskContext } from '../store.ts';
import type { RawItem } from '../taskState.ts';
import styles from './Inspector.module.css';
import { NoEvent } from './NoEvent.tsx';

/** The item as it lies in the table, in DynamoDB JSON: the selected event's, or the projection's. */
export function RawTab({ onCopied }: { readonly onCopied: (what: string) => void }): ReactElement {
  const rawItem = taskContext.useSelector((state) => state.rawItem);
  const raw = taskContext.useSelector((state) => state.raw);
  const streams = taskContext.useSelector((state) => state.streams);
  const key = taskContext.useSelector((state) => state.shown?.event?.key);
  const { actions } = taskContext.useApi().getState();
  const choices: { readonly value: RawItem; readonly label: string }[] = [
    { value: 'event', label: key ?? 'event' },
    ...(streams?.hasProjections === false
      ? []
      : [{ value: 'projection' as const, label: projectionLabel(streams) }]),
  ];
  const item = raw.phase === 'done' ? raw.value.item : null;
  return (
    <>
      <div className={styles.compare}>
        <span>item</span>
        <Select bare label="Item" value={rawItem} choices={choices} onChange={actions.showRaw} />
        <span className={styles.leadEnd}>
          {item === null ? null : <CopyButton text={rawText(item)} label="Copy item" />}
        </span>
      </div>
      <RawBody onCopied={onCopied} />
    </>
  );
}

function RawBody({ onCopied }: { readonly onCopied: (what: string) => void }): ReactElement {
  const empty = taskContext.useSelector((state) => state.rawItem === 'event' && selectEmpty(state));
  const raw = taskContext.useSelector((state) => state.raw);
  const { actions } = taskContext.useApi().getState();
  if (empty) return <NoEvent />;
  switch (raw.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={8} label="Reading the item" />;
    case 'failed':
      return <ErrorPanel error={raw.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />;
    case 'done':
      return raw.value.item === null ? (
        <EmptyState title={`No item ${raw.value.name}`}>
          Nothing lies in the table under this key now.
        </EmptyState>
      ) : (
        <RawJson item={raw.value.item} label={`Item ${raw.value.name}`} onCopied={onCopied} />
      );
  }
}
