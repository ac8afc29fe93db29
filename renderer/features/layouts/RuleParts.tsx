import { useId, useRef, type ReactElement, type ReactNode } from 'react';
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
import { explainedAt } from './explained.ts';
import { withEntry, withEventRule, withMoved, type EventForm, type LayoutForm } from './form.ts';
import styles from './layouts.module.css';
import { Moves } from './Moves.tsx';
import { Part } from './Part.tsx';

/** What the rules of a layout are given. */
export interface RulesProps {
  readonly form: LayoutForm;
  readonly layoutKey: LayoutFile['key'];
  readonly places: LayoutProposal['places'] | undefined;
  /** The layout that the guesses are about; undefined: there is none. */
  readonly proposed: LayoutFile | undefined;
  /** The guesses about a part of that layout, which are about its first rule. */
  readonly guesses: (part: GuessPart) => readonly Guess[];
  readonly edit: (form: LayoutForm) => void;
}

const EVENT_PARTS = [
  'events',
  'stream',
  'sequence',
  'type',
  'time',
  'context',
  'data',
] as const satisfies readonly GuessPart[];

const NO_GUESSES = (): readonly Guess[] => [];

/** The rules for events: the first in parts with the guesses behind them, the others one after another. */
export function EventRules({ form, layoutKey, places, proposed, guesses, edit }: RulesProps): ReactElement {
  const { events } = form;
  const id = useId();
  const explained = explainedAt(
    events.map(({ rule }) => rule),
    proposed?.events[0],
  );
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
        const title = index === 0 ? 'Events' : `Events, rule ${index + 1}`;
        const told = index === explained ? guesses : NO_GUESSES;
        const moves = (
          <Moves
            list={id}
            name={title}
            index={index}
            count={events.length}
            onMove={(from, to) => edit({ ...form, events: withMoved(events, from, to) })}
          />
        );
        return index === 0 ? (
          <FirstRule key={index} props={props} guesses={told} moves={moves} onRemove={remove(index)} />
        ) : (
          <Part
            key={index}
            title={title}
            guesses={EVENT_PARTS.flatMap(told)}
            moves={moves}
            onRemove={remove(index)}
          >
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
  moves,
  onRemove,
}: {
  readonly props: EventFieldsProps;
  readonly guesses: RulesProps['guesses'];
  readonly moves: ReactNode;
  readonly onRemove: (() => void) | undefined;
}): ReactElement {
  return (
    <>
      <Part title="Events" guesses={guesses('events')} moves={moves} onRemove={onRemove}>
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
