import type { ReactElement } from 'react';
import type { TaskStatus } from '#shared/model/taskStatus.ts';
import { IdText } from '../../ui/IdText.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { STATUS_ONLY, statusChoices, statusConsequence } from './preview.ts';
import { useFirstFocus } from '../../ui/focus/useFirstFocus.ts';
import styles from './writes.module.css';
import type { OpenStatus } from './writeState.ts';

function Group({
  title,
  statuses,
  wanted,
  onWant,
}: {
  readonly title: string;
  readonly statuses: readonly TaskStatus[];
  readonly wanted: TaskStatus | undefined;
  readonly onWant: (status: TaskStatus) => void;
}): ReactElement | null {
  if (statuses.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {statuses.map((status) => (
        <label key={status} className={styles.choice}>
          <input
            type="radio"
            name="wanted"
            value={status}
            checked={status === wanted}
            onChange={() => onWant(status)}
          />
          <StatusChip status={status} />
        </label>
      ))}
    </fieldset>
  );
}

/** The form of a change of the stored status: from what was seen, to what is wanted, on which condition. */
export function StatusForm({
  open,
  onWant,
}: {
  readonly open: OpenStatus;
  readonly onWant: (status: TaskStatus) => void;
}): ReactElement {
  const { seen, wanted, movedFrom, tried } = open;
  const stored = seen.storedStatus;
  const place = useFirstFocus<HTMLDivElement>(
    'input, [data-first]',
    open.step.step !== 'reloading' && open.step.step !== 'pending',
  );
  if (typeof stored !== 'string') {
    return (
      <div ref={place} className={styles.form}>
        <p data-first tabIndex={-1}>
          <IdText id={open.ref.task} strong />{' '}
          {stored === null ? 'has no projection' : 'has a projection without a status'}, so there is no stored
          status to change. Append an event and move the projection with it.
        </p>
      </div>
    );
  }
  const { legal, others } = statusChoices(stored);
  const illegal = wanted !== undefined && wanted !== stored && !legal.includes(wanted);
  return (
    <div ref={place} className={styles.form}>
      <p>
        Sets the stored status of <IdText id={open.ref.task} strong />, on the condition that it is still{' '}
        <StatusChip status={stored} />
      </p>
      <p className={styles.muted}>{STATUS_ONLY}</p>
      {movedFrom === undefined ? null : (
        <p className={styles.moved} role="status">
          {movedFrom.storedStatus === stored
            ? 'Read again: the stored status is as you saw it.'
            : `Read again: the stored status is ${statusWords(stored)} now, no longer ${statusWords(movedFrom.storedStatus ?? undefined)}.`}
        </p>
      )}
      <Group title={`Legal from ${statusWords(stored)}`} statuses={legal} wanted={wanted} onWant={onWant} />
      <Group
        title={legal.length === 0 ? `Nothing is legal from ${statusWords(stored)}` : 'Not legal from there'}
        statuses={others}
        wanted={wanted}
        onWant={onWant}
      />
      <div className={styles.preview} aria-live="polite">
        {illegal ? (
          <p className={styles.warning}>
            ▲ A task does not go from {statusWords(stored)} to {statusWords(wanted)}. The status can be set
            all the same.
          </p>
        ) : null}
        {wanted === stored ? (
          <p className={styles.warning}>▲ The stored status is {statusWords(stored)} already.</p>
        ) : null}
        {tried && wanted === undefined ? <p className={styles.error}>Choose the status to set.</p> : null}
        <p className={styles.muted}>{statusConsequence(open)}</p>
      </div>
    </div>
  );
}
