import { useState, type ReactElement } from 'react';
import type { BulkProgress, LetterOutcome } from '#shared/contract/deadLetters.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { IdText } from '../../ui/IdText.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { bulkStore, type Bulk } from './bulkStore.ts';
import styles from './deadLetters.module.css';
import { eventOf, hiddenWords, OUTCOME_NAMES, OUTCOMES, outcomeWords } from './letterWords.ts';

/** Many letters at once: asked for, under way with the outcome of each, over. */
export function BulkDialog({
  onOpenTask,
}: {
  readonly onOpenTask: (task: string, seq?: number) => void;
}): ReactElement | null {
  const bulk = bulkStore.useSelector((state) => state.bulk);
  const { close, start, stop } = bulkStore.useApi().getState();
  if (bulk === undefined) return null;
  const { phase } = bulk.at;
  const footer =
    phase === 'asking' ? (
      <>
        <Button onClick={close}>Cancel</Button>
        <Button look={bulk.force ? 'danger' : 'primary'} onClick={() => void start()}>
          Redrive {counted(bulk.letters.length, 'letter')}
        </Button>
      </>
    ) : phase === 'running' ? (
      <Button onClick={stop}>Stop after this one</Button>
    ) : (
      <Button look="primary" onClick={close}>
        Close
      </Button>
    );
  return (
    <Dialog
      open
      title={`Redrive ${counted(bulk.letters.length, 'dead letter')}`}
      onClose={close}
      size={phase === 'asking' ? 'normal' : 'wide'}
      stays={phase === 'running' ? 'Stop it first; it ends after the letter under way' : undefined}
      footer={footer}
    >
      {phase === 'asking' ? <Choices bulk={bulk} /> : <Outcomes bulk={bulk} onOpenTask={onOpenTask} />}
    </Dialog>
  );
}

function Choices({ bulk }: { readonly bulk: Bulk }): ReactElement {
  const choose = bulkStore.useSelector((state) => state.choose);
  const hidden = bulkStore.useSelector((state) => state.hidden);
  return (
    <div className={styles.choices}>
      {hidden.length === 0 ? null : (
        <p>
          <PlainText text={hiddenWords(hidden, bulk.letters.length)} />
        </p>
      )}
      <p>
        One after another, the one that failed first first: each letter’s event is appended where its task
        ends by then, and the letter is marked in the same transaction. What happens to one stops none of the
        others.
      </p>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={bulk.project}
          onChange={(event) => choose({ project: event.currentTarget.checked })}
        />
        Move each projection in the same transaction
      </label>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={bulk.force}
          onChange={(event) => choose({ force: event.currentTarget.checked })}
        />
        Append also where the move of status is illegal today
      </label>
    </div>
  );
}

function Outcomes({
  bulk,
  onOpenTask,
}: {
  readonly bulk: Bulk;
  readonly onOpenTask: (task: string, seq?: number) => void;
}): ReactElement {
  const { close } = bulkStore.useApi().getState();
  const { outcomes, letters, at } = bulk;
  const [selected, setSelected] = useState<number>();
  const open = (row: BulkProgress | undefined): void => {
    if (row?.task === undefined || at.phase === 'running') return;
    close();
    onOpenTask(row.task, eventOf(row.result));
  };
  const left = letters.length - outcomes.length;
  // While they come in, in their order; then what went wrong first.
  const rows =
    at.phase === 'running'
      ? outcomes
      : [
          ...outcomes.filter(({ result }) => !isRedriven(result)),
          ...outcomes.filter(({ result }) => isRedriven(result)),
        ];
  return (
    <div className={styles.outcomes}>
      {at.phase === 'failed' ? <ErrorPanel error={at.error} compact steps={{}} /> : null}
      {at.phase === 'running' ? (
        <Progress label="Redriving" done={outcomes.length} total={letters.length} unit="letters" exact />
      ) : null}
      <p role="status" {...TAKES_FOCUS}>
        {OUTCOMES.map(
          (outcome) => [outcome, outcomes.filter(({ result }) => result.outcome === outcome).length] as const,
        )
          .filter(([, count]) => count > 0)
          .map(([outcome, count]) => `${formatCount(count)} ${OUTCOME_NAMES[outcome]}`)
          .join(' · ')}
        {at.phase === 'running' || left === 0
          ? ''
          : ` · ${counted(left, 'letter')} not tried${at.phase === 'stopped' ? ', or under way when it was stopped' : ''}`}
      </p>
      <div className={styles.outcomeList}>
        <VirtualList
          label="Outcome of each letter"
          count={rows.length}
          selected={selected}
          onSelect={setSelected}
          onOpen={(index) => open(rows[index])}
          rowLabel={(index) => {
            const row = rows[index];
            return row === undefined
              ? undefined
              : `${row.task ?? row.letter.key}, ${outcomeWords(row.result)}`;
          }}
          renderRow={(index) => <OutcomeRow row={rows[index]} />}
        />
      </div>
    </div>
  );
}

const isRedriven = ({ outcome }: LetterOutcome): boolean => outcome === 'redriven';

const SIGNS = {
  redriven: '✓',
  alreadyRedriven: '=',
  refused: '◆',
  conflict: '⤫',
  unknown: '?',
  failed: '✗',
} as const;

function OutcomeRow({ row }: { readonly row: BulkProgress | undefined }): ReactElement | null {
  if (row === undefined) return null;
  return (
    <div className={styles.outcome} data-outcome={row.result.outcome}>
      <span aria-hidden="true" className={styles.outcomeSign}>
        {SIGNS[row.result.outcome]}
      </span>
      <IdText id={row.task ?? row.letter.key} />
      <span className={styles.cut}>
        <PlainText text={outcomeWords(row.result)} limit={200} closed />
      </span>
    </div>
  );
}
