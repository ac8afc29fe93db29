import { memo, useEffect, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Looked } from '#shared/contract/travel.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import { cx } from '../../../ui/cx.ts';
import { Glyph } from '../../../ui/Glyph.tsx';
import { counted, formatCount } from '../../../ui/numbers.ts';
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import { isFiltering } from '../selectors.ts';
import { taskContext } from '../store.ts';
import { travelContext } from '../travel/travelStore.ts';
import { NO_FILTER } from '../taskState.ts';
import styles from './EventFilterBar.module.css';
import type { LeaveFilter } from './useLeaveFilter.ts';

/** A pause in typing after which the text filters, in milliseconds. */
const PAUSE = 150;

/** How many events are shown, of how many. */
function countWords(filtering: boolean, total: number | undefined, events: number): string {
  if (!filtering) return counted(events, 'event', 'events');
  return `${total === undefined ? '…' : formatCount(total)} of ${formatCount(events)}`;
}

/** Narrows the event list by text, expression and type, and says how many are left. */
export const EventFilterBar = memo(function EventFilterBar({
  total,
  looked,
  error,
  hidden,
  onLeave,
}: {
  /** Events that pass the filter; undefined while not known. */
  readonly total: number | undefined;
  /** How far a filter has come that takes a while. */
  readonly looked: Looked | undefined;
  /** Why the filter could not be applied. */
  readonly error: unknown;
  /** Gaps and unreadable entries that the filter leaves out. */
  readonly hidden: number;
  /** The reader is done with the text: the list takes the keys. */
  readonly onLeave: LeaveFilter;
}): ReactElement {
  const filter = taskContext.useSelector((state) => state.filter);
  const events = taskContext.useSelector((state) => state.summary?.events ?? state.progress?.events ?? 0);
  const types = taskContext.useSelector((state) => state.summary?.types);
  const grouping = travelContext.useSelector((state) => state.grouping);
  const { group } = travelContext.useApi().getState().actions;
  const { actions } = taskContext.useApi().getState();
  const [text, setText] = useState(filter.text);

  useEffect(() => {
    if (text === filter.text) return undefined;
    const timer = setTimeout(() => actions.filter({ ...filter, text }), PAUSE);
    return () => clearTimeout(timer);
  }, [text, filter, actions]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Enter also ends the input of one character by several keys.
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case 'Escape':
        event.stopPropagation();
        if (text === '') onLeave(event.currentTarget, false);
        else setText('');
        return;
      case 'Enter':
      case 'ArrowDown':
        event.preventDefault();
        if (text !== filter.text) actions.filter({ ...filter, text });
        onLeave(event.currentTarget, isFiltering({ ...filter, text }));
    }
  };

  const toggle = (type: string): void =>
    actions.filter({
      ...filter,
      types: filter.types.includes(type)
        ? filter.types.filter((each) => each !== type)
        : [...filter.types, type],
    });
  const without = filter.without ?? [];
  const hide = (type: string): void =>
    actions.filter({
      ...filter,
      types: filter.types.filter((each) => each !== type),
      without: without.includes(type) ? without.filter((each) => each !== type) : [...without, type],
    });
  const filtering = isFiltering(filter);
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        <input
          type="search"
          className={cx(styles.search, filter.regex && styles.mono)}
          aria-label="Filter events by text"
          placeholder={filter.regex ? 'Expression over type, time, payload' : 'Filter events'}
          value={text}
          spellCheck={false}
          autoComplete="off"
          dir="auto"
          data-filter="events"
          aria-invalid={error !== undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className={styles.regex}
          aria-pressed={filter.regex}
          aria-label="Regular expression"
          title="Read the text as a regular expression"
          onClick={() => actions.filter({ ...filter, regex: !filter.regex })}
        >
          .*
        </button>
        <button
          type="button"
          className={styles.regex}
          aria-pressed={grouping}
          aria-label="Group events of one type"
          title="Collapse runs of one type into a row (z)"
          onClick={() => group(!grouping)}
        >
          <Glyph of="group" />
        </button>
        <span className={styles.count} aria-live="polite">
          {looked === undefined ? countWords(filtering, total, events) : 'looking…'}
        </span>
      </div>
      {types === undefined ? <div className={styles.types} /> : null}
      {types === undefined || types.length < 2 ? null : (
        <div className={styles.types} role="group" aria-label="Event types">
          {types.map(({ type, count }) => (
            <button
              key={type}
              type="button"
              className={cx(styles.type, without.includes(type) && styles.hidden)}
              aria-pressed={filter.types.includes(type)}
              title={
                without.includes(type)
                  ? 'Hidden. Press to show'
                  : 'Press: only this type. Shift and press, or Delete: hide it'
              }
              onClick={(event) => {
                if (event.shiftKey || without.includes(type)) hide(type);
                else toggle(type);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Delete') hide(type);
              }}
            >
              <EventGlyph type={type} size={11} />
              <bdi className={styles.name}>{type}</bdi>
              <span className={styles.number}>{formatCount(count)}</span>
              {without.includes(type) ? <VisuallyHidden>hidden</VisuallyHidden> : null}
            </button>
          ))}
        </div>
      )}
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          <bdi>{toErrorData(error).message}</bdi>
        </p>
      )}
      {grouping && !filtering && hidden > 0 ? (
        <p className={styles.note}>
          {counted(hidden, 'gap or unreadable entry is', 'gaps or unreadable entries are')} left out while
          grouping.
        </p>
      ) : null}
      {looked === undefined ? null : (
        <p className={styles.note} role="status" aria-label="Filter">
          Looked through {formatCount(looked.looked)} of {formatCount(looked.total)} events. The list is still
          that of the filter before.
        </p>
      )}
      {filtering && error === undefined ? (
        <p className={styles.note}>
          {hidden > 0
            ? `${counted(hidden, 'gap or unreadable entry is', 'gaps or unreadable entries are')} left out while filtering. `
            : ''}
          <button
            type="button"
            className={styles.clear}
            onClick={() => {
              setText('');
              actions.filter(NO_FILTER);
            }}
          >
            Show all events
          </button>
        </p>
      ) : null}
    </div>
  );
});
