import type { ReactElement } from 'react';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile, TimeFormat } from '#shared/model/streamLayout.ts';
import { Select, type Choice } from '../../ui/Field.tsx';
import { ENCODINGS } from './encodings.ts';
import type { EventForm } from './form.ts';
import { Line, Suggested } from './Part.tsx';

const TIME_FORMATS = [
  { value: 'rfc3339', label: 'RFC 3339' },
  { value: 's', label: 'seconds since 1970' },
  { value: 'ms', label: 'milliseconds since 1970' },
  { value: 'us', label: 'microseconds since 1970' },
  { value: 'ns', label: 'nanoseconds since 1970' },
] as const satisfies readonly Choice<TimeFormat>[];

const FIRST = [
  { value: '1', label: '1' },
  { value: '0', label: '0' },
] as const satisfies readonly Choice<EventForm['firstIs']>[];

const CONTEXT = [
  { field: 'id', label: 'Event id from' },
  { field: 'causation', label: 'Causation from' },
  { field: 'correlation', label: 'Correlation from' },
  { field: 'actor', label: 'Actor from' },
  { field: 'idempotencyKey', label: 'Idempotency key from' },
] as const;

/** What the fields of a rule are given. */
export interface EventFieldsProps {
  readonly form: EventForm;
  readonly layoutKey: LayoutFile['key'];
  /** Places that may be meant. */
  readonly places: LayoutProposal['places'] | undefined;
  readonly set: (patch: Partial<EventForm>) => void;
}

/** Which items hold events. */
export function EventKeys({ form, layoutKey: { partition, sort }, set }: EventFieldsProps): ReactElement {
  return (
    <>
      <Line
        label={`${partition.name} looks like`}
        value={form.partition}
        onChange={(text) => set({ partition: text })}
      />
      {sort === undefined ? null : (
        <Line label={`${sort.name} looks like`} value={form.sort} onChange={(text) => set({ sort: text })} />
      )}
    </>
  );
}

/** The stream that they belong to. */
export function EventStream({ form, set }: EventFieldsProps): ReactElement {
  return <Line label="Id of the stream" value={form.stream} onChange={(stream) => set({ stream })} />;
}

/** Their number in it. */
export function EventSequence({ form, layoutKey: { sort }, places, set }: EventFieldsProps): ReactElement {
  return (
    <>
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
        <Line label="Padded to digits" value={form.padding} onChange={(padding) => set({ padding })} />
      )}
    </>
  );
}

/** Their type. */
export function EventType({ form, places, set }: EventFieldsProps): ReactElement {
  return (
    <Suggested
      label="Type from"
      value={form.type}
      among={places?.types ?? []}
      onChange={(type) => set({ type })}
    />
  );
}

/** What their writer calls them, who did them, and what led to them. */
export function EventContext({ form, places, set }: EventFieldsProps): ReactElement {
  return (
    <>
      {CONTEXT.map(({ field, label }) => (
        <Suggested
          key={field}
          wide
          label={label}
          value={form[field]}
          among={places?.types ?? []}
          onChange={(text) => set({ [field]: text })}
        />
      ))}
    </>
  );
}

/** Their time. */
export function EventTime({ form, places, set }: EventFieldsProps): ReactElement {
  return (
    <>
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
    </>
  );
}

/** Their payload. */
export function EventData({ form, places, set }: EventFieldsProps): ReactElement {
  return (
    <>
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
    </>
  );
}
