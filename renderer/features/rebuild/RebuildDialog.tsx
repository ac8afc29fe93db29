import type { ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { counted } from '../../ui/numbers.ts';
import { PaceChoice } from './PaceChoice.tsx';
import { PlanView } from './PlanView.tsx';
import { RunsView } from './RunsView.tsx';
import { rebuildStore, type Rebuild, type Work } from './store.ts';
import { WorkView } from './WorkView.tsx';

/** Rebuilding projections: what it would do, how it goes, what became of each, and the way back. */
export function RebuildDialog({
  onOpenTask,
}: {
  readonly onOpenTask: (ref: TaskRef) => void;
}): ReactElement | null {
  const rebuild = rebuildStore.useSelector((state) => state.rebuild);
  const work = rebuildStore.useSelector((state) => state.work);
  const { close } = rebuildStore.useApi().getState();
  if (rebuild === undefined) return null;
  return (
    <Dialog
      open
      title={titleOf(rebuild)}
      onClose={close}
      size={rebuild.kind === 'many' && work === undefined ? 'normal' : 'wide'}
      footer={work === undefined ? <Beginning rebuild={rebuild} /> : <Ending work={work} />}
    >
      {work !== undefined ? (
        <WorkView
          work={work}
          onOpenTask={(task) => {
            const { connection, table } = rebuild.kind === 'one' ? rebuild.ref : rebuild.table;
            close();
            onOpenTask({ connection, table, task });
          }}
        />
      ) : (
        <Content rebuild={rebuild} />
      )}
    </Dialog>
  );
}

function titleOf(rebuild: Rebuild): string {
  switch (rebuild.kind) {
    case 'one':
      return `Rebuild the projection of ${rebuild.ref.task}`;
    case 'many':
      return `Rebuild ${counted(rebuild.count, 'projection')}`;
    case 'runs':
      return `Rebuilds of ${rebuild.table.table}`;
  }
}

function Content({ rebuild }: { readonly rebuild: Rebuild }): ReactElement {
  switch (rebuild.kind) {
    case 'one':
      return <PlanView plan={rebuild.plan} />;
    case 'many':
      return <PaceChoice perSecond={rebuild.perSecond} />;
    case 'runs':
      return <RunsView runs={rebuild.runs} />;
  }
}

/** The buttons before anything is written. */
function Beginning({ rebuild }: { readonly rebuild: Rebuild }): ReactElement {
  const { close, start } = rebuildStore.useApi().getState();
  const ready =
    rebuild.kind === 'many' ||
    (rebuild.kind === 'one' && rebuild.plan.phase === 'done' && rebuild.plan.value.kind === 'rewrite');
  if (!ready) return <Button onClick={close}>Close</Button>;
  return (
    <>
      <Button onClick={close}>Cancel</Button>
      <Button look="primary" onClick={() => void start()}>
        {rebuild.kind === 'many'
          ? `Rebuild ${counted(rebuild.count, 'projection')}`
          : 'Rebuild the projection'}
      </Button>
    </>
  );
}

/** The buttons while it is written and afterwards. */
function Ending({ work }: { readonly work: Work }): ReactElement {
  const { close, stop, undo, resume } = rebuildStore.useApi().getState();
  const { at, run, doing, totals } = work;
  if (at.phase === 'running') return <Button onClick={stop}>Stop after this one</Button>;
  const written = totals === undefined ? 0 : totals.written - totals.undone;
  return (
    <>
      {run !== undefined && doing !== 'undo' && written > 0 ? (
        <Button onClick={() => void undo(run)}>
          {written === 1 ? 'Put it back' : `Put ${counted(written, 'projection')} back`}
        </Button>
      ) : null}
      {run !== undefined && doing !== 'undo' && at.phase !== 'over' ? (
        <Button onClick={() => void resume(run)}>Go on</Button>
      ) : null}
      <Button look="primary" onClick={close}>
        Close
      </Button>
    </>
  );
}
