import { useRef, type ReactElement } from 'react';
import type { Guess, GuessPart, LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { Button } from '../../ui/Button.tsx';
import {
  EventContext,
  EventData,
  EventKeys,
  EventSequence,
  EventStream,
  EventTime,
  EventType,
  type EventFieldsProps,
} from './EventFields.tsx';
import {
  withEntry,
  withEventRule,
  withProjectionRule,
  type EventForm,
  type LayoutForm,
  type ProjectionForm,
} from './form.ts';
import styles from './layouts.module.css';
import { Line, Part } from './Part.tsx';

/** What the rules of a layout are given. */
export interface RulesProps {
  readonly form: LayoutForm;
  readonly layoutKey: LayoutFile['key'];
  readonly places: LayoutProposal['places'] | undefined;
  /** The guesses about a part of the layout, which are about its first rule. */
  readonly guesses: (part: GuessPart) => readonly Guess[];
  readonly edit: (form: LayoutForm) => void;
}

/** The rules for events: the first in parts with the guesses behind them, the others one after another. */
export function EventRules({ form, layoutKey, places, guesses, edit }: RulesProps): ReactElement {
  const { events } = form;
  const add = useRef<HTMLButtonElement>(null);
  const change = (index: number, rule: EventForm | undefined): void =>
    edit({ ...form, events: withEntry(events, index, rule) });
  const remove = (index: number): (() => void) | undefined =>
    events.length < 2
      ? undefined
      : () => {
          change(index, undefined);
          // The button that had the focus is gone.
          add.current?.focus();
        };
  return (
    <>
      {events.map((rule, index) => {
        const props: EventFieldsProps = {
          form: rule,
          layoutKey,
          places,
          set: (patch) => change(index, { ...rule, ...patch }),
        };
        return index === 0 ? (
          <FirstRule key={index} props={props} guesses={guesses} onRemove={remove(index)} />
        ) : (
          <Part key={index} title={`Events, rule ${index + 1}`} onRemove={remove(index)}>
            <EventKeys {...props} />
            <EventStream {...props} />
            <EventSequence {...props} />
            <EventType {...props} />
            <EventTime {...props} />
            <EventContext {...props} />
            <EventData {...props} />
          </Part>
        );
      })}
      <p className={styles.more}>
        <Button ref={add} look="quiet" onClick={() => edit(withEventRule(form))}>
          Add a rule for events
        </Button>
        The first rule that is about an item reads its events.
      </p>
    </>
  );
}

function FirstRule({
  props,
  guesses,
  onRemove,
}: {
  readonly props: EventFieldsProps;
  readonly guesses: RulesProps['guesses'];
  readonly onRemove: (() => void) | undefined;
}): ReactElement {
  return (
    <>
      <Part title="Events" guesses={guesses('events')} onRemove={onRemove}>
        <EventKeys {...props} />
      </Part>
      <Part title="Stream" guesses={guesses('stream')}>
        <EventStream {...props} />
      </Part>
      <Part title="Sequence" guesses={guesses('sequence')}>
        <EventSequence {...props} />
      </Part>
      <Part title="Type" guesses={guesses('type')}>
        <EventType {...props} />
      </Part>
      <Part title="Time" guesses={guesses('time')}>
        <EventTime {...props} />
      </Part>
      <Part title="Ids and actor" guesses={guesses('context')}>
        <EventContext {...props} />
      </Part>
      <Part title="Payload" guesses={guesses('data')}>
        <EventData {...props} />
      </Part>
    </>
  );
}

/** The rules for projections; there may be none. */
export function ProjectionRules({ form, layoutKey, guesses, edit }: RulesProps): ReactElement {
  const { projections } = form;
  const add = useRef<HTMLButtonElement>(null);
  const change = (index: number, rule: ProjectionForm | undefined): void =>
    edit({ ...form, projections: withEntry(projections, index, rule) });
  const told = [...guesses('projection'), ...guesses('others')];
  return (
    <>
      {projections.length === 0 ? (
        <Part title="Projection" guesses={told}>
          <p className={styles.none}>The layout names none.</p>
        </Part>
      ) : null}
      {projections.map((rule, index) => (
        <Part
          key={index}
          title={index === 0 ? 'Projection' : `Projection, rule ${index + 1}`}
          guesses={index === 0 ? told : []}
          onRemove={() => {
            change(index, undefined);
            add.current?.focus();
          }}
        >
          <ProjectionFields
            form={rule}
            layoutKey={layoutKey}
            set={(patch) => change(index, { ...rule, ...patch })}
          />
        </Part>
      ))}
      <p className={styles.more}>
        <Button ref={add} look="quiet" onClick={() => edit(withProjectionRule(form))}>
          Add a rule for projections
        </Button>
      </p>
    </>
  );
}

function ProjectionFields({
  form,
  layoutKey: { partition, sort },
  set,
}: {
  readonly form: ProjectionForm;
  readonly layoutKey: LayoutFile['key'];
  readonly set: (patch: Partial<ProjectionForm>) => void;
}): ReactElement {
  return (
    <>
      <Line
        label={`${partition.name} of the projection`}
        value={form.partition}
        onChange={(text) => set({ partition: text })}
      />
      {sort === undefined ? null : (
        <Line
          label={`${sort.name} of the projection`}
          value={form.sort}
          onChange={(text) => set({ sort: text })}
        />
      )}
      <Line label="Id of its stream" value={form.stream} onChange={(stream) => set({ stream })} />
      <Line label="Its fields in" value={form.fields} onChange={(fields) => set({ fields })} />
      <Line
        label="In another table"
        hint="Empty: in this one"
        value={form.table}
        onChange={(table) => set({ table })}
      />
    </>
  );
}
