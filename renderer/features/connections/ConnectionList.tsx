import { useState, type ReactElement } from 'react';
import type { Connection } from '#shared/contract/connections.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { useAction } from '../../ui/actions/useAction.tsx';
import { ConnectionDialog } from './ConnectionDialog.tsx';
import styles from './connections.module.css';
import { knownConnections, stateTone, stateWords, targetWords } from './selectors.ts';
import { StateDot } from './StateDot.tsx';
import { connectionsStore } from './store.ts';

/** The saved connections with their states; choosing one calls `onChoose`. */
export function ConnectionList({
  chosen,
  onChoose,
  onRemoved,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (connection: string) => void;
  readonly onRemoved: (connection: string) => void;
}): ReactElement {
  const list = connectionsStore.useSelector((state) => state.list);
  const connections = connectionsStore.useSelector(knownConnections);
  const load = connectionsStore.useSelector((state) => state.load);
  const [edited, setEdited] = useState<Connection | 'new'>();
  useAction('connection.add', () => setEdited('new'));
  return (
    <section className={styles.section} aria-label="Connections">
      <div className={styles.title}>
        <h2>Connections</h2>
        <IconButton label="Add a connection" onClick={() => setEdited('new')}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M7 2v10M2 7h10" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </IconButton>
      </div>
      {list.phase === 'failed' ? (
        <ErrorPanel error={list.error} steps={{ retry: () => void load() }} />
      ) : null}
      {list.phase === 'running' || list.phase === 'idle' ? (
        <Skeleton label="Reading connections" rows={2} />
      ) : (
        <ul className={styles.list}>
          {connections.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              current={connection.id === chosen}
              onChoose={() => onChoose(connection.id)}
              onEdit={() => setEdited(connection)}
            />
          ))}
        </ul>
      )}
      {edited === undefined ? null : (
        <ConnectionDialog
          connection={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
          onSaved={onChoose}
          onRemoved={onRemoved}
        />
      )}
    </section>
  );
}

function ConnectionRow({
  connection,
  current,
  onChoose,
  onEdit,
}: {
  readonly connection: Connection;
  readonly current: boolean;
  readonly onChoose: () => void;
  readonly onEdit: () => void;
}): ReactElement {
  const state = connectionsStore.useSelector((all) => all.states[connection.id]);
  const editable = connection.target.kind !== 'embedded';
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-current={current}
        title={[targetWords(connection.target), state?.engine, state?.message].filter(Boolean).join('\n')}
        onClick={onChoose}
      >
        <StateDot state={state?.state} />
        <bdi className={styles.name}>{connection.name}</bdi>
        <span className={styles.words} data-editable={editable}>
          {stateTone(state?.state) === 'good' ? <VisuallyHidden>ready</VisuallyHidden> : stateWords(state)}
        </span>
      </button>
      {editable ? (
        <IconButton className={styles.edit} label={`Edit ${connection.name}`} onClick={onEdit}>
          <Glyph of="edit" />
        </IconButton>
      ) : null}
    </li>
  );
}
