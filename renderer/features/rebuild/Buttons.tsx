import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/numbers.ts';
import { PaceChoice } from './PaceChoice.tsx';
import styles from './rebuild.module.css';
import { canGoOn, tableOf, type Rebuild, type Work } from './state.ts';
import { rebuildStore } from './store.ts';

/** The buttons before anything is written. */
export function Beginning({ rebuild }: { readonly rebuild: Rebuild }): ReactElement {
  const { close } = rebuildStore.useApi().getState();
  switch (rebuild.kind) {
    case 'one':
      return rebuild.plan.phase === 'done' && rebuild.plan.value.kind === 'rewrite' ? (
        <Confirm words="Rebuild the projection" disabled={false} />
      ) : (
        <Button onClick={close}>Close</Button>
      );
    case 'many':
      return <BeginMany perSecond={rebuild.perSecond} />;
    case 'runs':
      return <OfPastRun rebuild={rebuild} />;
  }
}

function Confirm({ words, disabled }: { readonly words: string; readonly disabled: boolean }): ReactElement {
  const { close, start } = rebuildStore.useApi().getState();
  return (
    <>
      <Button onClick={close}>Cancel</Button>
      <Button look="primary" disabled={disabled} onClick={() => void start()}>
        {words}
      </Button>
    </>
  );
}

function BeginMany({ perSecond }: { readonly perSecond: number | undefined }): ReactElement {
  const planning = rebuildStore.useSelector((state) => state.planned?.planning);
  const plan = planning?.phase === 'done' ? planning.value : undefined;
  const chosen = plan?.chosen ?? 0;
  return (
    <>
      <div className={styles.pace}>
        <PaceChoice perSecond={perSecond} />
      </div>
      <Confirm
        words={chosen === 0 ? 'Rebuild none' : `Rebuild ${counted(chosen, 'projection')}`}
        disabled={chosen === 0 || plan?.phase === 'planning'}
      />
    </>
  );
}

/** The buttons below past runs, or below the tasks of one. */
function OfPastRun({ rebuild }: { readonly rebuild: Extract<Rebuild, { kind: 'runs' }> }): ReactElement {
  const run = rebuildStore.useSelector((state) => state.tasks?.run);
  const { close, openRun } = rebuildStore.useApi().getState();
  const found =
    rebuild.runs.phase === 'done' ? rebuild.runs.value.find((each) => each.run === run) : undefined;
  return (
    <>
      {run === undefined ? null : (
        <div className={styles.pace}>
          <Button onClick={() => openRun(undefined)}>All rebuilds</Button>
        </div>
      )}
      {found === undefined || found.state === 'running' ? null : (
        <PutBack run={found.run} count={found.totals.undoable} />
      )}
      <Button look="primary" onClick={close}>
        Close
      </Button>
    </>
  );
}

/** The way back: of those that are marked, else of all that lie, or may lie, as rebuilt. */
function PutBack({ run, count }: { readonly run: string; readonly count: number }): ReactElement | null {
  const marked = rebuildStore.useSelector((state) => state.tasks?.marked);
  const { undo } = rebuildStore.useApi().getState();
  if (count <= 0) return null;
  const some = marked === undefined || marked.size === 0 ? undefined : [...marked];
  const words =
    some !== undefined
      ? `Put the ${some.length === 1 ? 'one' : String(some.length)} chosen back`
      : count === 1
        ? 'Put it back'
        : `Put ${counted(count, 'projection')} back`;
  return <Button onClick={() => void undo(run, some)}>{words}</Button>;
}

/** The buttons while it is written and afterwards. */
export function Ending({ rebuild, work }: { readonly rebuild: Rebuild; readonly work: Work }): ReactElement {
  const { at, run, doing, totals } = work;
  const { close, stop, resume, openRuns, planAgain } = rebuildStore.useApi().getState();
  if (at.phase === 'running') return <Button onClick={stop}>Stop after this one</Button>;
  return (
    <>
      {rebuild.kind === 'runs' || doing === 'undo' ? (
        // A rebuild that was stopped before some of it was put back goes on from there.
        <div className={styles.pace}>
          <Button onClick={() => void openRuns(tableOf(rebuild))}>All rebuilds</Button>
        </div>
      ) : null}
      {run === undefined || totals === undefined ? null : <PutBack run={run} count={totals.undoable} />}
      {rebuild.kind !== 'runs' && doing !== 'undo' && totals !== undefined && totals.lost > 0 ? (
        <Button onClick={() => void planAgain()}>Plan again</Button>
      ) : null}
      {run !== undefined && canGoOn(work) ? <Button onClick={() => void resume(run)}>Go on</Button> : null}
      <Button look="primary" onClick={close}>
        Close
      </Button>
    </>
  );
}
