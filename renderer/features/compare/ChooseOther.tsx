import { useState, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryTitle, useEntryWord, type EntryWord } from '../../ui/entryWord.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import styles from './compare.module.css';
import type { NamedSide } from './sides.ts';

type Choice = 'task' | 'event' | 'stored';

const choicesOf = (word: EntryWord): readonly { readonly value: Choice; readonly label: string }[] => [
  { value: 'task', label: `another ${word}` },
  { value: 'event', label: `another event of this ${word}` },
  { value: 'stored', label: 'its stored projection' },
];

/** Asks what a task is to be compared with. */
export function ChooseOther({
  taskRef,
  suggested,
  onChoose,
  onClose,
}: {
  /** The task on the left. */
  readonly taskRef: TaskRef;
  /** Another task of the table that is likely meant: the one that was looked at before. */
  readonly suggested: string | undefined;
  readonly onChoose: (side: NamedSide) => void;
  readonly onClose: () => void;
}): ReactElement {
  const word = useEntryWord();
  const [choice, setChoice] = useState<Choice>('task');
  const [task, setTask] = useState(suggested ?? '');
  const [seq, setSeq] = useState('');
  const [tried, setTried] = useState(false);
  const number = /^\d{1,15}$/.test(seq.trim()) ? Number(seq.trim()) : undefined;
  const side = sideOf(choice, taskRef, task.trim(), number);
  const submit = (): void => {
    setTried(true);
    if (side !== undefined) onChoose(side);
  };
  return (
    <Dialog
      open
      title="Compare with"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="compare-with">
            Compare
          </Button>
        </>
      }
    >
      <form
        id="compare-with"
        className={styles.choice}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Select
          label={`Compare this ${word} with`}
          value={choice}
          choices={choicesOf(word)}
          onChange={setChoice}
        />
        {choice === 'task' ? (
          <TextField
            label={`${entryTitle(word)} id`}
            mono
            autoFocus
            value={task}
            hint={suggested === undefined ? undefined : `Filled in: the ${word} that you looked at before.`}
            error={tried && task.trim() === '' ? `Name a ${word} of this table.` : undefined}
            onChange={(event) => setTask(event.currentTarget.value)}
          />
        ) : null}
        {choice === 'event' ? (
          <TextField
            label="Up to event"
            mono
            autoFocus
            inputMode="numeric"
            value={seq}
            error={
              tried && number === undefined
                ? 'A sequence is a whole number; 0 is before the first event.'
                : undefined
            }
            onChange={(event) => setSeq(event.currentTarget.value)}
          />
        ) : null}
      </form>
    </Dialog>
  );
}

function sideOf(choice: Choice, ref: TaskRef, task: string, seq: number | undefined): NamedSide | undefined {
  switch (choice) {
    case 'stored':
      return { kind: 'stored', ref };
    case 'event':
      return seq === undefined ? undefined : { kind: 'events', ref, seq };
    case 'task':
      return task === '' ? undefined : { kind: 'events', ref: { ...ref, task }, seq: undefined };
  }
}
