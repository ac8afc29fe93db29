import type { ReactElement } from 'react';
import { sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { Select, TextField } from '../../ui/Field.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { counted } from '../../ui/numbers.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { draftProblems, type AppendDraft } from './draft.ts';
import { PayloadFields } from './PayloadFields.tsx';
import { previewOf, typeChoices } from './preview.ts';
import { useFirstFocus } from '../../ui/focus/useFirstFocus.ts';
import styles from './writes.module.css';
import type { OpenAppend } from './writeState.ts';

const PROJECT_NOTES = {
  none: 'There is no projection yet: the transaction creates it, on the condition that it is still absent.',
  statusless: 'The stored projection carries no status, so there is no condition to move it under.',
} as const;

function projectNote({ seen, draft }: OpenAppend): string {
  const { storedStatus } = seen;
  if (storedStatus === undefined) return PROJECT_NOTES.statusless;
  if (storedStatus === null) return PROJECT_NOTES.none;
  return draft.project
    ? `On the further condition that the stored status is still ${statusWords(storedStatus)}. Both are written, or neither.`
    : 'Without it, the projection stays as it is and lags until its own writer catches up.';
}

/** The form of an event to append: on which condition, of which type, with which payload, by whom. */
export function AppendForm({
  open,
  onEdit,
}: {
  readonly open: OpenAppend;
  readonly onEdit: (patch: Partial<AppendDraft>) => void;
}): ReactElement {
  const { draft, seen, movedFrom, tried } = open;
  const key = sequenceKey(seen.nextSeq);
  const preview = previewOf(open);
  const place = useFirstFocus<HTMLDivElement>(
    'select',
    open.step.step !== 'reloading' && open.step.step !== 'pending',
  );
  return (
    <div ref={place} className={styles.form}>
      <p>
        Appends <code>{key}</code> to <IdText id={open.ref.task} strong />, on the condition that nobody else
        has.
      </p>
      {movedFrom === undefined ? null : (
        <p className={styles.moved} role="status">
          {movedFrom.nextSeq === seen.nextSeq
            ? `Read again: the task is as you saw it, ${key} is still free.`
            : `Read again: ${counted(seen.nextSeq - movedFrom.nextSeq, 'more event')} since. This now appends ${key}, not ${sequenceKey(movedFrom.nextSeq)}.`}
        </p>
      )}
      <Select
        label="Event type"
        value={draft.builtIn}
        choices={typeChoices(seen)}
        onChange={(builtIn) => onEdit({ builtIn })}
      />
      {draft.builtIn === '' ? (
        <TextField
          label="Name of the type"
          mono
          value={draft.customType}
          error={tried ? draftProblems(draft).get(':type') : undefined}
          onChange={(event) => onEdit({ customType: event.currentTarget.value })}
        />
      ) : null}
      <div className={styles.preview} aria-live="polite">
        <span className={styles.move}>
          <span className={styles.muted}>Replayed status</span>
          <StatusChip status={preview.from} />
          <span aria-hidden="true">→</span>
          <VisuallyHidden>becomes</VisuallyHidden>
          <StatusChip status={preview.to} />
        </span>
        {preview.warning === undefined ? null : <p className={styles.warning}>▲ {preview.warning}</p>}
        {preview.note === undefined ? null : <p className={styles.muted}>{preview.note}</p>}
      </div>
      <PayloadFields draft={draft} tried={tried} onEdit={onEdit} />
      <TextField
        label="Actor (optional)"
        mono
        value={draft.actor}
        hint="Who is said to have done it; it is what the winner of a race is known by."
        onChange={(event) => onEdit({ actor: event.currentTarget.value })}
      />
      <div>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={draft.project}
            disabled={seen.storedStatus === undefined}
            onChange={(event) => onEdit({ project: event.currentTarget.checked })}
          />
          Also move the projection (one transaction)
        </label>
        <p className={styles.checkNote}>{projectNote(open)}</p>
      </div>
    </div>
  );
}
