import { useState, type ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useEntryWord, type EntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, type Choice } from '../../ui/Field.tsx';
import { SlowReducerNote } from '../../ui/SlowReducerNote.tsx';
import { BothStatesView } from './BothStatesView.tsx';
import { idsIn } from './ids.ts';
import { IdsField } from './IdsField.tsx';
import { ReducerSide } from './ReducerSide.tsx';
import { isNamed, reducerOf, sideBy } from './side.ts';
import { useWhatIf } from './useWhatIf.ts';
import { WhatIfProgressLine } from './WhatIfProgressLine.tsx';
import { WhatIfReportView } from './WhatIfReportView.tsx';
import styles from './whatIf.module.css';

type Over = 'table' | 'task' | 'some';

const choicesOf = (word: EntryWord, task: string | undefined): readonly Choice<Over>[] => [
  { value: 'table', label: 'the whole table' },
  { value: 'some', label: `some ${word}s, by their ids` },
  ...(task === undefined ? [] : [{ value: 'task' as const, label: task }]),
];

/** What the comparison of reducers is given and what it asks of the window around it. */
export interface WhatIfPaneProps {
  readonly client: Pick<AppClient, 'reducers'>;
  /** Keep its identity while the table stays. */
  readonly table: TableRef;
  /** The task on screen before; undefined when there was none. */
  readonly task: string | undefined;
  /** How many tasks the list beside it counts; undefined while it is read. */
  readonly known: number | undefined;
  /** Whether files are chosen in the system's own dialog, as on the desktop. */
  readonly hasDialogs: boolean;
  readonly onOpenTask: (task: string, seq: number) => void;
  readonly onClose: () => void;
}

/** Two reducers run over a task or the whole table: how many tasks end differently, in which field, since which event. */
export function WhatIfPane({
  client,
  table,
  task,
  known,
  hasDialogs,
  onOpenTask,
  onClose,
}: WhatIfPaneProps): ReactElement {
  const word = useEntryWord();
  const [a, setA] = useState(sideBy('own'));
  const [b, setB] = useState(sideBy('now'));
  const [over, setOver] = useState<Over>('table');
  const [ids, setIds] = useState('');
  const { run, start, cancel } = useWhatIf(client, table);
  const scope = over === 'task' && task === undefined ? 'table' : over;
  const tasks = scope === 'some' ? idsIn(ids) : task === undefined ? [] : [task];
  const running = run.phase === 'running';
  const report = run.phase === 'idle' ? undefined : run.report;
  const named = isNamed(a, hasDialogs) && isNamed(b, hasDialogs);
  // What the last comparison was begun with, to tell when its answer is one to an earlier question.
  const chosen = JSON.stringify([a, b, scope, tasks]);
  const [asked, setAsked] = useState(chosen);
  const [refused, setRefused] = useState<unknown>();
  const begin = async (): Promise<void> => {
    setRefused(undefined);
    setAsked(chosen);
    try {
      start({
        a: await reducerOf(client, a, hasDialogs),
        b: await reducerOf(client, b, hasDialogs),
        which: scope === 'table' ? { kind: 'table' } : { kind: 'tasks', tasks },
      });
    } catch (error) {
      setRefused(error);
    }
  };
  return (
    <section className={styles.pane} aria-label="What if">
      <header className={styles.header}>
        <h2>What if?</h2>
        <Button look="quiet" onClick={onClose}>
          Close
        </Button>
      </header>
      <form
        className={styles.question}
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <ReducerSide {...{ client, hasDialogs }} label="First reducer" side={a} onChange={setA} />
        <ReducerSide {...{ client, hasDialogs }} label="Second reducer" side={b} onChange={setB} />
        <Select label="Over" value={scope} choices={choicesOf(word, task)} onChange={setOver} />
        {running ? (
          <Button
            onClick={(event) => {
              // By the end of this click it is the button that submits; it must not begin anew.
              event.preventDefault();
              cancel();
            }}
          >
            Cancel
          </Button>
        ) : (
          <Button look="primary" type="submit" disabled={!named || (scope === 'some' && tasks.length === 0)}>
            Compare
          </Button>
        )}
        {scope === 'some' ? <IdsField text={ids} onChange={setIds} /> : null}
      </form>
      {refused === undefined ? null : <ErrorPanel compact error={refused} steps={{}} />}
      {run.phase === 'running' ? <WhatIfProgressLine run={run} known={known} /> : null}
      {run.phase === 'running' && run.progress?.slow !== undefined ? (
        <SlowReducerNote slow={run.progress.slow} />
      ) : null}
      {run.phase === 'failed' ? <ErrorPanel error={run.error} steps={{ retry: () => void begin() }} /> : null}
      {run.phase === 'cancelled' ? <p role="status">Cancelled. What was found so far:</p> : null}
      {run.phase === 'idle' ? (
        <EmptyState title="Nothing compared yet">
          Both reducers fold every event; nothing is written. What each leaves in a field at the end is
          compared.
        </EmptyState>
      ) : report === undefined ? null : (
        <>
          {asked === chosen ? null : (
            <p className={styles.earlier}>
              This answers what was chosen before. Compare again for what is chosen now.
            </p>
          )}
          <WhatIfReportView
            report={report}
            isOver={!running}
            onOpenTask={onOpenTask}
            statesOf={(example) => <BothStatesView {...{ client, table, example }} question={run.question} />}
          />
        </>
      )}
    </section>
  );
}
