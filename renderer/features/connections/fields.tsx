import type { ReactElement } from 'react';
import { Select, TextField } from '../../ui/Field.tsx';
import styles from './connections.module.css';
import { withKind, type ConnectionForm, type FormErrors } from './draft.ts';
import { connectionsStore } from './store.ts';

interface FieldProps {
  readonly form: ConnectionForm;
  readonly change: (patch: Partial<ConnectionForm>) => void;
}

const KINDS = [
  { kind: 'endpoint', label: 'An endpoint, such as DynamoDB Local' },
  { kind: 'profile', label: 'AWS' },
] as const;

/** Which sort of connection it is. */
export function KindField({ form, change }: FieldProps): ReactElement {
  return (
    <div className={styles.kinds} role="radiogroup" aria-label="Kind of connection">
      {KINDS.map(({ kind, label }) => (
        <label key={kind}>
          <input
            type="radio"
            name="kind"
            checked={form.kind === kind}
            onChange={() => change(withKind(form, kind))}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

function NameField({ form, change, hint }: FieldProps & { readonly hint: string }): ReactElement {
  return (
    <TextField
      label="Name"
      hint={hint}
      value={form.name}
      onChange={(event) => change({ name: event.currentTarget.value })}
    />
  );
}

/** Address, region and static credentials. */
export function EndpointFields({
  form,
  change,
  errors,
  saved,
}: FieldProps & { readonly errors: FormErrors; readonly saved: boolean }): ReactElement {
  return (
    <>
      <TextField
        label="Endpoint"
        mono
        error={errors.endpoint}
        value={form.endpoint}
        onChange={(event) => change({ endpoint: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextField
          label="Region"
          mono
          error={errors.region}
          hint="DynamoDB Local keeps tables apart by region and key."
          value={form.region}
          onChange={(event) => change({ region: event.currentTarget.value })}
        />
        <NameField form={form} change={change} hint="Empty: the endpoint’s host." />
      </div>
      <div className={styles.pair}>
        <TextField
          label="Access key ID"
          mono
          value={form.accessKeyId}
          onChange={(event) => change({ accessKeyId: event.currentTarget.value })}
        />
        <TextField
          label="Secret access key"
          mono
          type="password"
          hint={saved ? 'Empty: the saved one is kept.' : 'Both empty: a local placeholder is used.'}
          value={form.secretAccessKey}
          onChange={(event) => change({ secretAccessKey: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

/** One of the reader's AWS profiles, and a region that overrides the profile's. */
export function ProfileFields({ form, change }: FieldProps): ReactElement {
  const profiles = connectionsStore.useSelector((state) => state.profiles);
  const own = profiles.find((entry) => entry.profile === form.profile)?.region;
  const choices = profiles.map((entry) => ({ value: entry.profile, label: entry.profile }));
  const known = form.profile === '' || profiles.some((entry) => entry.profile === form.profile);
  return (
    <>
      {profiles.length === 0 ? (
        <TextField
          label="Profile"
          mono
          hint="None was found in ~/.aws/config or ~/.aws/credentials. Empty: the default credentials of this computer."
          value={form.profile}
          onChange={(event) => change({ profile: event.currentTarget.value })}
        />
      ) : (
        <Select
          label="Profile"
          value={form.profile}
          choices={[
            { value: '', label: 'None: the default credentials' },
            ...(known ? [] : [{ value: form.profile, label: form.profile }]),
            ...choices,
          ]}
          onChange={(profile) => change({ profile })}
        />
      )}
      <div className={styles.pair}>
        <TextField
          label="Region"
          mono
          hint={own === undefined ? 'Empty: the profile’s own.' : `Empty: ${own}, the profile’s own.`}
          value={form.region}
          onChange={(event) => change({ region: event.currentTarget.value })}
        />
        <NameField form={form} change={change} hint="Empty: the profile’s name." />
      </div>
    </>
  );
}
