import type { ReactElement } from 'react';
import type { RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { Button } from '../../ui/Button.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { CauseChecks } from './CauseChecks.tsx';
import { PlannedList } from './PlannedList.tsx';
import { PlanView } from './PlanView.tsx';
import styles from './rebuild.module.css';
import type { Planned } from './state.ts';
import { rebuildStore } from './store.ts';
import { planningWords } from './words.ts';

/** What rebuilding many would do: how many of which kind, each task with its diff, and which of them are chosen. */
export function ManyView({ planned }: { readonly planned: Planned }): ReactElement | null {
  const word = useEntryWord();
  const { planning } = planned;
  switch (planning.phase) {
    case 'idle':
    case 'cancelled':
      return null;
    case 'running':
      return <Skeleton label={`Asking which ${word}s drift`} rows={6} />;
    case 'failed':
      return <ErrorPanel error={planning.error} steps={{}} />;
    case 'done':
      return <Found planned={planned} planning={planning.value} />;
  }
}

function Found({
  planned,
  planning,
}: {
  readonly planned: Planned;
  readonly planning: RebuildPlanning;
}): ReactElement {
  const word = useEntryWord();
  const { stopPlanning } = rebuildStore.useApi().getState();
  const { phase, done, total } = planning;
  return (
    <div className={styles.plan}>
      {phase === 'planning' ? (
        <div className={styles.progressLine}>
          <Progress label="Replayed" done={done} total={total} unit={`${word}s`} exact />
          <Button onClick={() => void stopPlanning()}>Stop replaying</Button>
        </div>
      ) : null}
      <p role="status" {...TAKES_FOCUS}>
        {planningWords(planning, word)}
      </p>
      <CauseChecks planning={planning} />
      <PlannedList planned={planned} total={total} />
      {planned.selected === undefined ? (
        <p className={styles.quiet}>
          Choose a {word} to see what would change in it. Space takes it in or leaves it out. Each is replayed
          anew, then written only if it is still as read and no event has come since; what is replaced is kept
          in the journal and can be put back.
        </p>
      ) : (
        <section className={styles.detail} aria-label="What would change">
          <PlanView plan={planned.shown} brief />
        </section>
      )}
    </div>
  );
}
