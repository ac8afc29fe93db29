import { useState, type ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { WhatIfReducer } from '#shared/model/whatIf.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, TextArea, type Choice } from '../../ui/Field.tsx';
import { BothStatesView } from './BothStatesView.tsx';
import { useWhatIf } from './useWhatIf.ts';
import { WhatIfProgressLine } from './WhatIfProgressLine.tsx';
import { WhatIfReportView } from './WhatIfReportView.tsx';
import styles from './whatIf.module.css';

const REDUCERS: readonly Choice<WhatIfReducer>[] = [
  { value: 'own', label: 'the table’s own reducer' },
  { value: 'chosen', label: 'the file as it was when chosen' },
  { value: 'now', label: 'the file as it is now' },
];

type Over = 'table' | 'task' | 'some';

const OVER: readonly Choice<Over>[] = [
  { value: 'table', label: 'the whole table' },
  { value: 'some', label: 'some tasks, by their ids' },
];

/** Ids as typed or pasted: one a line. */
const idsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
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
  readonly onOpenTask: (task: string, seq: number) => void;
  readonly onClose: () => void;
}

/** Two reducers run over a task or the whole table: how many tasks end differently, in which field, since which event. */
export function WhatIfPane({
  client,
  table,
  task,
  known,
  onOpenTask,
  onClose,
}: WhatIfPaneProps): ReactElement {
  const [a, setA] = useState<WhatIfReducer>('own');
  const [b, setB] = useState<WhatIfReducer>('now');
  const [over, setOver] = useState<Over>('table');
  const [ids, setIds] = useState('');
  const { run, start, cancel } = useWhatIf(client, table);
  const scope = over === 'task' && task === undefined ? 'table' : over;
  const tasks = scope === 'some' ? idsIn(ids) : task === undefined ? [] : [task];
  const running = run.phase === 'running';
  const report = run.phase === 'idle' ? undefined : run.report;
  const begin = (): void =>
    start({
      a,
      b,
      which: scope === 'table' ? { kind: 'table' } : { kind: 'tasks', tasks },
    });
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
          begin();
        }}
      >
        <Select label="First reducer" value={a} choices={REDUCERS} onChange={setA} />
        <Select label="Second reducer" value={b} choices={REDUCERS} onChange={setB} />
        <Select
          label="Over"
          value={scope}
          choices={task === undefined ? OVER : [...OVER, { value: 'task', label: task }]}
          onChange={setOver}
        />
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
          <Button look="primary" type="submit" disabled={scope === 'some' && tasks.length === 0}>
            Compare
          </Button>
        )}
        {scope === 'some' ? (
          <TextArea
            className={styles.ids}
            label="Ids of tasks"
            hint="One a line."
            rows={4}
            value={ids}
            onChange={({ target }) => setIds(target.value)}
          />
        ) : null}
      </form>
      {run.phase === 'running' ? <WhatIfProgressLine run={run} known={known} /> : null}
      {run.phase === 'failed' ? <ErrorPanel error={run.error} steps={{ retry: begin }} /> : null}
      {run.phase === 'cancelled' ? <p role="status">Cancelled. What was found so far:</p> : null}
      {run.phase === 'idle' ? (
        <EmptyState title="Nothing compared yet">
          Both reducers fold every event; nothing is written. What each leaves in a field at the end is
          compared.
        </EmptyState>
      ) : report === undefined ? null : (
        <WhatIfReportView
          report={report}
          isOver={!running}
          onOpenTask={onOpenTask}
          statesOf={(example) => <BothStatesView {...{ client, table, example }} question={run.question} />}
        />
      )}
    </section>
  );
}
