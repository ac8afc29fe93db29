import type { ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { counted } from '../../ui/numbers.ts';
import { Beginning, Ending } from './Buttons.tsx';
import { ManyView } from './ManyView.tsx';
import { PlanView } from './PlanView.tsx';
import { RunsView } from './RunsView.tsx';
import { RunTasksView } from './RunTasksView.tsx';
import { tableOf, type Rebuild } from './state.ts';
import { rebuildStore } from './store.ts';
import { WorkView } from './WorkView.tsx';

/** Rebuilding projections: what it would do, how it goes, what became of each, and the way back. */
export function RebuildDialog({
  onOpenTask,
}: {
  readonly onOpenTask: (ref: TaskRef) => void;
}): ReactElement | null {
  const word = useEntryWord();
  const rebuild = rebuildStore.useSelector((state) => state.rebuild);
  const work = rebuildStore.useSelector((state) => state.work);
  const { close } = rebuildStore.useApi().getState();
  if (rebuild === undefined) return null;
  const openTask = (task: string): void => {
    close();
    onOpenTask({ ...tableOf(rebuild), task });
  };
  return (
    <Dialog
      open
      title={titleOf(rebuild)}
      onClose={close}
      size="wide"
      stays={work?.at.phase === 'running' ? `Stop it first; it ends after the ${word} under way` : undefined}
      footer={work === undefined ? <Beginning rebuild={rebuild} /> : <Ending rebuild={rebuild} work={work} />}
    >
      {work !== undefined ? (
        <WorkView work={work} onOpenTask={openTask} />
      ) : (
        <Content rebuild={rebuild} onOpenTask={openTask} />
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

function Content({
  rebuild,
  onOpenTask,
}: {
  readonly rebuild: Rebuild;
  readonly onOpenTask: (task: string) => void;
}): ReactElement | null {
  const planned = rebuildStore.useSelector((state) => state.planned);
  const tasks = rebuildStore.useSelector((state) => state.tasks);
  switch (rebuild.kind) {
    case 'one':
      return <PlanView plan={rebuild.plan} />;
    case 'many':
      return planned === undefined ? null : <ManyView planned={planned} />;
    case 'runs':
      return tasks === undefined ? (
        <RunsView runs={rebuild.runs} />
      ) : (
        <RunTasksView tasks={tasks} isRunning={false} onOpenTask={onOpenTask} />
      );
  }
}
