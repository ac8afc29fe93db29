import { useEffect, useState, type ReactElement } from 'react';
import type { Connection } from '#shared/contract/connections.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import styles from './connections.module.css';
import { draftOf, formErrors, formOf, type ConnectionForm } from './draft.ts';
import { EndpointFields, KindField, ProfileFields } from './fields.tsx';
import { connectionsStore } from './store.ts';

/** Asks before a connection is removed, as that cannot be undone. */
function RemoveConnection({
  name,
  error,
  onKeep,
  onRemove,
}: {
  readonly name: string;
  readonly error: unknown;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
}): ReactElement {
  return (
    <Dialog
      open
      title={`Remove the connection “${name}”?`}
      onClose={onKeep}
      footer={
        <>
          <Button onClick={onKeep}>Keep it</Button>
          <Button look="danger" onClick={onRemove}>
            Remove the connection
          </Button>
        </>
      }
    >
      <p>
        How to reach it is forgotten on this computer, with a secret key that was saved for it. Nothing in its
        tables changes.
      </p>
      {error === undefined ? null : <ErrorPanel compact error={error} steps={{ retry: onRemove }} />}
    </Dialog>
  );
}

/** Adds, changes or removes a connection. */
export function ConnectionDialog({
  connection,
  onClose,
  onSaved,
  onRemoved,
}: {
  /** Absent for a new one. */
  readonly connection: Connection | undefined;
  readonly onClose: () => void;
  readonly onSaved: (connection: string) => void;
  readonly onRemoved: (connection: string) => void;
}): ReactElement {
  const save = connectionsStore.useSelector((state) => state.save);
  const remove = connectionsStore.useSelector((state) => state.remove);
  const loadProfiles = connectionsStore.useSelector((state) => state.loadProfiles);
  const [form, setForm] = useState<ConnectionForm>(() => formOf(connection));
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const [dropping, setDropping] = useState(false);
  const errors = tried ? formErrors(form) : {};
  useEffect(() => void loadProfiles(), [loadProfiles]);

  const submit = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(formErrors(form)).length > 0) return;
    try {
      const saved = await save(draftOf(form, connection?.id));
      onClose();
      onSaved(saved.id);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const drop = async (id: string): Promise<void> => {
    try {
      await remove(id);
      onClose();
      onRemoved(id);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const change = (patch: Partial<ConnectionForm>): void => {
    setError(undefined);
    setForm({ ...form, ...patch });
  };
  if (dropping && connection !== undefined) {
    return (
      <RemoveConnection
        name={connection.name}
        error={error}
        onKeep={() => {
          setError(undefined);
          setDropping(false);
        }}
        onRemove={() => void drop(connection.id)}
      />
    );
  }
  return (
    <Dialog
      open
      title={connection === undefined ? 'Add a connection' : 'Edit connection'}
      onClose={onClose}
      footer={
        <>
          {connection === undefined ? null : (
            <Button look="danger" className={styles.apart} onClick={() => setDropping(true)}>
              Remove…
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="connection-form">
            {connection === undefined ? 'Add connection' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        id="connection-form"
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <KindField form={form} change={change} />
        {form.kind === 'endpoint' ? (
          <EndpointFields form={form} errors={errors} change={change} saved={connection !== undefined} />
        ) : (
          <ProfileFields form={form} change={change} />
        )}
        {error === undefined ? null : (
          <ErrorPanel compact error={error} steps={{ retry: () => void submit() }} />
        )}
      </form>
    </Dialog>
  );
}
