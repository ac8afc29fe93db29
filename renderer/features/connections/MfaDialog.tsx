import { useState, type ReactElement } from 'react';
import type { MfaPrompt } from '#shared/contract/connections.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './connections.module.css';
import { connectionById } from './selectors.ts';
import { connectionsStore } from './store.ts';

/** Asks for the MFA code of a connection that is signing in; one question at a time. */
export function MfaDialog(): ReactElement | null {
  const prompt = connectionsStore.useSelector((state) => state.prompts[0]);
  return prompt === undefined ? null : <Question key={prompt.id} prompt={prompt} />;
}

function Question({ prompt }: { readonly prompt: MfaPrompt }): ReactElement {
  const answer = connectionsStore.useSelector((state) => state.answerPrompt);
  const name = connectionsStore.useSelector(
    (state) => connectionById(state, prompt.connection)?.name ?? prompt.connection,
  );
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>();
  const send = (given: string | null): void => {
    answer(prompt.id, given).catch(setError);
  };
  return (
    <Dialog
      open
      title={`Sign in to ${name}`}
      onClose={() => send(null)}
      footer={
        <>
          <Button onClick={() => send(null)}>Cancel</Button>
          <Button look="primary" type="submit" form="mfa-form" disabled={code.trim() === ''}>
            Sign in
          </Button>
        </>
      }
    >
      <form
        id="mfa-form"
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') send(code.trim());
        }}
      >
        <TextField
          label="Code"
          mono
          inputMode="numeric"
          autoComplete="one-time-code"
          hint={`The code that the MFA device ${prompt.serial} shows now. It goes to AWS, and is kept nowhere.`}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {error === undefined ? null : (
          <ErrorPanel compact error={error} steps={{ retry: () => send(code.trim()) }} />
        )}
      </form>
    </Dialog>
  );
}
