import type { ReactElement } from 'react';
import { versionOf } from '#shared/model/workspaceItem.ts';
import { Select, TextArea, TextField } from '../../ui/Field.tsx';
import { isTouched, problemOf, type FieldDraft } from './editDraft.ts';
import { editContext, type OpenEdit } from './editStore.ts';
import styles from './workspace.module.css';

const TRUTHS = [
  { value: '', label: 'not stored' },
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
] as const;

/** The fields of the item that can be changed, and the condition under which they are written. */
export function EditFields({ edit }: { readonly edit: OpenEdit }): ReactElement {
  const version = versionOf(edit.seen);
  return (
    <div className={styles.form}>
      <p className={styles.muted}>
        Only what you change is written, provided that the item{' '}
        {version === 0 ? 'still has no version' : <>is still at version {version}</>}. All other attributes
        stay as they are.
      </p>
      {edit.fields.map((field) => (
        <Field key={field.name} field={field} />
      ))}
    </div>
  );
}

function Field({ field }: { readonly field: FieldDraft }): ReactElement {
  const enter = editContext.useSelector((state) => state.enter);
  const { name, kind, text, stored, required } = field;
  const hint = isTouched(field)
    ? text === '' && !required
      ? 'Will be removed.'
      : stored === undefined
        ? 'Will be added.'
        : 'Will be changed.'
    : undefined;
  const common = {
    label: name,
    value: text,
    error: problemOf(field),
    ...(hint === undefined ? {} : { hint }),
  };
  if (kind === 'truth')
    return (
      <Select label={name} value={text} choices={[...TRUTHS]} onChange={(value) => enter(name, value)} />
    );
  if (name === 'content')
    return <TextArea {...common} rows={8} onChange={(event) => enter(name, event.currentTarget.value)} />;
  return (
    <TextField
      {...common}
      mono={kind === 'whole'}
      inputMode={kind === 'whole' ? 'numeric' : 'text'}
      onChange={(event) => enter(name, event.currentTarget.value)}
    />
  );
}
