import { useState, type ReactElement } from 'react';
import type { DiffPath } from '#shared/model/diff.ts';
import { hasCode } from '#shared/errors/appError.ts';
import { parseTime } from '#shared/model/times.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select, type Choice } from '../../../ui/Field.tsx';
import { useReturnFocus } from '../../../ui/focus/useReturnFocus.ts';
import { useTime } from '../../../ui/time/TimeContext.tsx';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { GoToField } from './GoToField.tsx';
import styles from './Travel.module.css';
import { travelContext } from './travelStore.ts';
import { typedTime } from './typedTime.ts';

type Where = 'field' | 'event' | 'time';

const WHERE: readonly Choice<Where>[] = [
  { value: 'field', label: 'where a field' },
  { value: 'event', label: 'event' },
  { value: 'time', label: 'time' },
];

/** One line that leads to an event by its number, by a time, or by what a field of the state becomes. */
export function GoTo({ field }: { readonly field: DiffPath | undefined }): ReactElement {
  const [where, setWhere] = useState<Where>('field');
  const { actions } = travelContext.useApi().getState();
  const giveBack = useReturnFocus();
  return (
    <div
      className={styles.goTo}
      role="group"
      aria-label="Go to"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        actions.open(undefined);
        giveBack();
      }}
    >
      <Select bare label="Go to" value={where} choices={WHERE} onChange={setWhere} />
      {where === 'field' ? <GoToField field={field} /> : <GoToPlace key={where} where={where} />}
    </div>
  );
}

function GoToPlace({ where }: { readonly where: 'event' | 'time' }): ReactElement {
  const task = taskContext.useApi();
  const { client } = useTaskDeps();
  const { zone } = useTime();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();

  const go = async (): Promise<void> => {
    const { progress, actions } = task.getState();
    if (where === 'event') {
      const seq = Number(text.trim().replace(/^#/, ''));
      if (Number.isSafeInteger(seq) && seq > 0) actions.goTo(seq);
      else setWrong('Write a sequence, such as 42.');
      return;
    }
    const ms = typedTime(text, zone);
    if (ms === undefined) setWrong('Write it like 2026-03-11 09:30, or as RFC 3339.');
    if (ms === undefined || progress === undefined) return;
    try {
      // An exact time goes as it was typed: it may be finer than a millisecond.
      const time = Number.isNaN(parseTime(text.trim())) ? new Date(ms).toISOString() : text.trim();
      const { seq } = await client.replay.seek({ handle: progress.handle, time });
      if (seq === 0) setWrong('No event is as early as that.');
      else actions.select(seq);
    } catch (error) {
      if (hasCode(error, 'InvalidInput')) setWrong('This is no time.');
    }
  };
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(undefined);
        void go();
      }}
    >
      <input
        className={styles.place}
        aria-label={where === 'event' ? 'Sequence' : `Time, in ${zone} unless it says`}
        aria-invalid={wrong !== undefined}
        placeholder={where === 'event' ? 'sequence' : '2026-03-11 09:30'}
        autoComplete="off"
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit">Go</Button>
      <span className={styles.note} role="status">
        {wrong ?? (where === 'time' ? `the last event at or before it, ${zone}` : '')}
      </span>
    </form>
  );
}
