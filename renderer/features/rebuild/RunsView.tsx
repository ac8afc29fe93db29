import type { ReactElement } from 'react';
import type { RebuildRun } from '#shared/model/rebuild.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import { Button } from '../../ui/Button.tsx';
import { entryTitle, useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { counted } from '../../ui/numbers.ts';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/time/Time.tsx';
import styles from './rebuild.module.css';
import { rebuildStore } from './store.ts';
import { totalsWords } from './words.ts';

/** Past rebuilds of a table, newest first, each with the way back, or on. */
export function RunsView({
  runs,
}: {
  readonly runs: AsyncState<readonly RebuildRun[]>;
}): ReactElement | null {
  switch (runs.phase) {
    case 'idle':
    case 'cancelled':
      return null;
    case 'running':
      return <Skeleton label="Reading the journal" rows={4} />;
    case 'failed':
      return <ErrorPanel error={runs.error} steps={{}} />;
    case 'done':
      return runs.value.length === 0 ? (
        <p>No projection of this table has been rebuilt from this computer.</p>
      ) : (
        <ul className={styles.runs} aria-label="Past rebuilds" {...TAKES_FOCUS}>
          {runs.value.map((run) => (
            <Run key={run.run} run={run} />
          ))}
        </ul>
      );
  }
}

function Run({ run: { run, at, state, totals, refusal } }: { readonly run: RebuildRun }): ReactElement {
  const word = useEntryWord();
  const { openRun, resume, undo } = rebuildStore.useApi().getState();
  const left = totals.undoable;
  return (
    <li className={styles.run}>
      <span className={styles.runWords}>
        <span>
          <Time at={at} /> · {counted(totals.tasks, word)}
          {state === 'interrupted' ? ' · ended early' : state === 'running' ? ' · under way' : ''}
        </span>
        <span className={styles.quiet}>{totalsWords(totals)}</span>
        {refusal === undefined ? null : <span className={styles.quiet}>It cannot go on now. {refusal}</span>}
      </span>
      <Button onClick={() => openRun(run)}>{entryTitle(word)}s…</Button>
      {state === 'interrupted' && refusal === undefined ? (
        <Button onClick={() => void resume(run)}>Go on</Button>
      ) : null}
      {left > 0 && state !== 'running' ? (
        <Button onClick={() => void undo(run)}>Put {counted(left, 'projection')} back</Button>
      ) : null}
    </li>
  );
}
