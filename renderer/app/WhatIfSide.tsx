import { useMemo, useState, type ReactElement } from 'react';
import { tasksStore } from '../features/tasks/store.ts';
import { WhatIfPane } from '../features/whatIf/WhatIfPane.tsx';
import { useAction } from '../ui/actions/useAction.tsx';
import { ChooseCompared } from './CompareSide.tsx';
import { routerStore } from './router.ts';
import type { WindowDeps } from './windowDeps.ts';

/** Two reducers of the table compared, in place of the task that was on screen. */
export function WhatIfSide({
  deps: { client, host },
  connection,
  table,
  task,
}: {
  readonly deps: Pick<WindowDeps, 'client' | 'host'>;
  readonly connection: string;
  readonly table: string;
  readonly task: string | undefined;
}): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  const place = routerStore.useSelector((state) => state.place);
  const known = tasksStore.useSelector(({ reading }) =>
    reading.phase === 'running' && reading.progress?.phase === 'ready' ? reading.progress.tasks : undefined,
  );
  const ref = useMemo(() => ({ connection, table }), [connection, table]);
  const [comparing, setComparing] = useState(false);
  useAction('task.compare', () => setComparing(true), { enabled: task !== undefined });
  return (
    <>
      <WhatIfPane
        key={JSON.stringify(ref)}
        client={client}
        table={ref}
        task={task}
        known={known}
        hasDialogs={host === 'desktop'}
        onOpenTask={(other, seq) => go({ ...ref, task: other, seq })}
        onClose={() => go(place)}
      />
      {comparing && task !== undefined ? (
        <ChooseCompared taskRef={{ ...ref, task }} seq={place.seq} onClose={() => setComparing(false)} />
      ) : null}
    </>
  );
}
