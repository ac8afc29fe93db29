import { useId, type ReactElement, type ReactNode } from 'react';
import type { Guess, GuessPart } from '#shared/model/layoutProposal.ts';
import type { Encoding, LayoutFile, TimeFormat } from '#shared/model/streamLayout.ts';
import { Select, TextField, type Choice } from '../../ui/Field.tsx';
import type { LayoutForm } from './draft.ts';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';
import { TrustMark } from './TrustMark.tsx';

const TIME_FORMATS = [
  { value: 'rfc3339', label: 'RFC 3339' },
  { value: 's', label: 'seconds since 1970' },
  { value: 'ms', label: 'milliseconds since 1970' },
  { value: 'us', label: 'microseconds since 1970' },
  { value: 'ns', label: 'nanoseconds since 1970' },
] as const satisfies readonly Choice<TimeFormat>[];

const ENCODINGS = [
  { value: 'native', label: 'as it is' },
  { value: 'json', label: 'JSON text' },
  { value: 'json-bytes', label: 'bytes of JSON' },
  { value: 'gzip-json', label: 'gzipped JSON' },
  { value: 'deflate-json', label: 'deflated JSON' },
  { value: 'brotli-json', label: 'JSON packed by Brotli' },
  { value: 'bytes', label: 'bytes, unread' },
] as const satisfies readonly Choice<Encoding>[];

const FIRST = [
  { value: '1', label: '1' },
  { value: '0', label: '0' },
] as const satisfies readonly Choice<LayoutForm['firstIs']>[];

const REDUCERS = {
  none: 'none: only checks',
  task: 'that of tasks',
  declarative: 'rules in the JSON',
  module: 'a module',
} as const satisfies Record<LayoutFile['reducer']['kind'], string>;

/** The parts of a layout as fields, each with the guess behind it and its evidence. */
export function LayoutFields(): ReactElement | null {
  const wizard = layoutsStore.useSelector((state) => state.wizard);
  const edit = layoutsStore.useSelector((state) => state.edit);
  const { form, draft, proposal, base } = wizard ?? {};
  if (form === undefined || draft === undefined) return null;
  const set = (patch: Partial<LayoutForm>): void => edit({ ...form, ...patch });
  const told = base === 'proposal' ? (proposal?.guesses ?? []) : [];
  const places = proposal?.places;
  const part = (name: GuessPart): readonly Guess[] => told.filter((guess) => guess.part === name);
  const more = draft.events.length - 1 + Math.max(0, draft.projections.length - 1);
  const { partition, sort } = draft.key;
  const kinds = (
    [
      'none',
      'task',
      ...(draft.reducer.kind === 'declarative' || draft.reducer.kind === 'module'
        ? [draft.reducer.kind]
        : []),
    ] as const
  ).map((value) => ({ value, label: REDUCERS[value] }));
  return (
    <div className={styles.fields}>
      <Part title="Events" guesses={part('events')}>
        <TextField
          mono
          label={`${partition.name} looks like`}
          value={form.partition}
          onChange={({ currentTarget }) => set({ partition: currentTarget.value })}
        />
        {sort === undefined ? null : (
          <TextField
            mono
            label={`${sort.name} looks like`}
            value={form.sort}
            onChange={({ currentTarget }) => set({ sort: currentTarget.value })}
          />
        )}
      </Part>
      <Part title="Stream" guesses={part('stream')}>
        <TextField
          mono
          label="Id of the stream"
          value={form.stream}
          onChange={({ currentTarget }) => set({ stream: currentTarget.value })}
        />
      </Part>
      <Part title="Sequence" guesses={part('sequence')}>
        <Suggested
          label="Number from"
          value={form.sequence}
          among={['{seq}', ...(places?.numbers ?? [])]}
          onChange={(sequence) => set({ sequence })}
        />
        <Select
          label="The first is"
          value={form.firstIs}
          choices={FIRST}
          onChange={(firstIs) => set({ firstIs })}
        />
        {sort?.type === 'N' ? null : (
          <TextField
            mono
            label="Padded to digits"
            value={form.padding}
            onChange={({ currentTarget }) => set({ padding: currentTarget.value })}
          />
        )}
      </Part>
      <Part title="Type" guesses={part('type')}>
        <Suggested
          label="Type from"
          value={form.type}
          among={places?.types ?? []}
          onChange={(type) => set({ type })}
        />
      </Part>
      <Part title="Time" guesses={part('time')}>
        <Suggested
          label="Time from"
          value={form.time}
          among={places?.times ?? []}
          onChange={(time) => set({ time })}
        />
        <Select
          label="Written as"
          value={form.timeFormat}
          choices={TIME_FORMATS}
          onChange={(timeFormat) => set({ timeFormat })}
        />
      </Part>
      <Part title="Payload" guesses={[...part('data'), ...part('context')]}>
        <Suggested
          label="Payload from"
          value={form.data}
          among={places?.data ?? []}
          onChange={(data) => set({ data })}
        />
        <Select
          label="Packed as"
          value={form.encoding}
          choices={ENCODINGS}
          onChange={(encoding) => set({ encoding })}
        />
      </Part>
      <Part title="Projection" guesses={[...part('projection'), ...part('others')]}>
        {sort === undefined ? null : (
          <TextField
            mono
            label={`${sort.name} of the projection`}
            hint="Empty: there is none"
            value={form.projection}
            onChange={({ currentTarget }) => set({ projection: currentTarget.value })}
          />
        )}
        <Suggested
          label="Its fields in"
          value={form.fields}
          among={[]}
          onChange={(fields) => set({ fields })}
        />
      </Part>
      <Part title="State" guesses={[]}>
        <Select
          label="Reducer"
          value={form.reducer}
          choices={kinds}
          onChange={(reducer) => set({ reducer })}
        />
        {form.reducer === 'declarative' ? (
          <TextField
            mono
            label="Compared fields"
            hint="By commas; empty: all that the projection carries"
            value={form.compared}
            onChange={({ currentTarget }) => set({ compared: currentTarget.value })}
          />
        ) : null}
      </Part>
      {more <= 0 ? null : (
        <p className={styles.more}>
          {more} more {more === 1 ? 'rule stands' : 'rules stand'} in the JSON.
        </p>
      )}
    </div>
  );
}

function Part({
  title,
  guesses,
  children,
}: {
  readonly title: string;
  readonly guesses: readonly Guess[];
  readonly children: ReactNode;
}): ReactElement {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      {guesses.map((guess) => (
        <p key={guess.says} className={styles.guess}>
          <TrustMark trust={guess.trust} />
          <bdi>{guess.says}</bdi>
        </p>
      ))}
      <div className={styles.inputs}>{children}</div>
    </fieldset>
  );
}

/** A text with what it may well be. */
function Suggested({
  label,
  value,
  among,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly among: readonly string[];
  readonly onChange: (value: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <>
      <TextField
        mono
        label={label}
        value={value}
        list={id}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={id}>
        {among.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
