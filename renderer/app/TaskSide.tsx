import { useCallback, useMemo, useState, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { TableStreams } from '#shared/model/layout.ts';
import type { Place } from '#shared/model/place.ts';
import { ConflictsList } from '../features/conflicts/ConflictsList.tsx';
import { conflictsContext } from '../features/conflicts/store.ts';
import { settingsStore } from '../features/settings/store.ts';
import { TaskPane } from '../features/task/TaskPane.tsx';
import type { TaskAddress } from '../features/task/useAddress.ts';
import { tableByName } from '../features/tables/selectors.ts';
import { tablesStore } from '../features/tables/store.ts';
import { tasksStore } from '../features/tasks/store.ts';
import { Suggestions } from '../features/tasks/Suggestions.tsx';
import { seenOf } from '../features/writes/seen.ts';
import { writesContext } from '../features/writes/store.ts';
import { copyText } from '../ui/copy.ts';
import { useEntryWord } from '../ui/entryWord.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { noticeStore } from '../ui/notice.tsx';
import styles from './app.module.css';
import { ChooseCompared, CompareSide } from './CompareSide.tsx';
import { AuditSide } from './AuditSide.tsx';
import { DeadLettersSide, useShowLetters } from './DeadLettersSide.tsx';
import { LayoutSide } from './LayoutSide.tsx';
import { platformKeyLabel } from './platform.ts';
import { rebuildStore } from '../features/rebuild/store.ts';
import { routerStore } from './router.ts';
import { useGiveBackReducer } from './useGiveBackReducer.ts';
import { useShownReducer } from './useShownReducer.tsx';
import { WhatIfSide } from './WhatIfSide.tsx';
import { useShownLayout } from './useShown.ts';
import type { WindowDeps } from './windowDeps.ts';

/** The right pane: one task or another entry, the conflicts, the dead letters, or how to get to a task. */
export function TaskSide({
  deps,
  link,
}: {
  readonly deps: WindowDeps;
  readonly link: (place: Place) => string;
}): ReactElement {
  const { connection, table, task } = routerStore.useSelector((state) => state.place);
  const view = routerStore.useSelector((state) => state.view);
  const other = routerStore.useSelector((state) => state.other);
  const layout = useShownLayout();
  const description = tablesStore.useSelector((state) => tableByName(state, table));
  if (connection !== undefined && view === 'conflicts')
    return <Conflicts connection={connection} table={table} />;
  if (connection !== undefined && table !== undefined && view === 'deadLetters')
    return <DeadLettersSide client={deps.client} connection={connection} table={table} />;
  if (connection !== undefined && table !== undefined && view === 'audit')
    return <AuditSide connection={connection} table={table} />;
  if (description !== undefined && layout !== undefined && layout !== 'task')
    return <LayoutSide part="Detail" layout={layout} deps={deps} description={description} />;
  if (connection === undefined || table === undefined || task === undefined)
    return <NoTask client={deps.client} />;
  if (view === 'compare' && other !== undefined)
    return <CompareSide client={deps.client} taskRef={{ connection, table, task }} other={other} />;
  if (view === 'whatIf') return <WhatIfSide deps={deps} connection={connection} table={table} task={task} />;
  if (layout === undefined) return <Skeleton label="Reading what the table is" rows={6} />;
  return (
    <Task
      deps={deps}
      link={link}
      connection={connection}
      table={table}
      task={task}
      streams={description?.streams}
    />
  );
}

function Task({
  deps,
  link,
  connection,
  table,
  task,
  streams,
}: {
  readonly deps: WindowDeps;
  readonly link: (place: Place) => string;
  readonly connection: string;
  readonly table: string;
  readonly task: string;
  readonly streams: TableStreams | undefined;
}): ReactElement {
  const { seq, grouped = false, hidden = NO_TYPES } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const say = noticeStore.useSelector((state) => state.say);
  const panes = settingsStore.useSelector((state) => state.settings.panes);
  const change = settingsStore.useSelector((state) => state.change);
  const openAppend = writesContext.useSelector((state) => state.openAppend);
  const openStatus = writesContext.useSelector((state) => state.openStatus);
  const selectConflict = conflictsContext.useSelector((state) => state.select);
  const showLetters = useShowLetters();
  const list = useListed();
  const { openOne } = rebuildStore.useApi().getState();
  const ref = useMemo(() => ({ connection, table, task }), [connection, table, task]);
  const onMove = useCallback((moved: TaskAddress) => go(placeAt(ref, moved), { replace: true }), [go, ref]);
  const reducer = useShownReducer(deps, ref);
  const giveBack = useGiveBackReducer(deps.client);
  const [comparing, setComparing] = useState<number>();
  const pane = (
    <TaskPane
      deps={deps}
      taskRef={ref}
      streams={streams}
      tools={reducer.control}
      foldedBy={reducer.version}
      onGiveBack={() => giveBack(ref)}
      address={{ seq, grouped, hidden }}
      onMove={onMove}
      onNotice={say}
      onCopyLink={(at) =>
        void copyText(link(placeAt(ref, at))).then((copied) =>
          say(copied ? `Link to event ${at.seq} copied` : 'The clipboard is not available'),
        )
      }
      onAppend={(request) => openAppend(request.ref, seenOf(request.summary))}
      onChangeStatus={(request) => openStatus(request.ref, seenOf(request.summary))}
      onOpenConflict={(conflict) => {
        go(ref, { view: 'conflicts' });
        selectConflict(conflict.id);
      }}
      onShowLetters={() => showLetters(ref)}
      onCompare={setComparing}
      list={list}
      onOpenTask={(other, at) => go({ connection, table, task: other, seq: at })}
      onRebuild={() => void openOne(ref)}
      panes={panes}
      onPanes={(group, sizes) => void change({ panes: { ...panes, [group]: sizes } })}
    />
  );
  return (
    <>
      {pane}
      {comparing === undefined ? null : (
        <ChooseCompared taskRef={ref} seq={comparing} onClose={() => setComparing(undefined)} />
      )}
    </>
  );
}

const NO_TYPES: readonly string[] = [];

/** The place of a task with what is on screen of it. */
const placeAt = (ref: TaskRef, { seq, grouped, hidden }: TaskAddress): Place => ({
  ...ref,
  ...(seq === undefined ? {} : { seq }),
  ...(grouped ? { grouped } : {}),
  ...(hidden.length === 0 ? {} : { hidden: [...hidden] }),
});

/** The listed table; while it is still read, it stays the same for those who only look things up. */
function useListed(): { readonly handle: string; readonly version: number } | undefined {
  const progress = tasksStore.useSelector((state) =>
    state.reading.phase === 'running' ? state.reading.progress : undefined,
  );
  const handle = progress?.handle;
  const version = progress?.phase === 'ready' ? progress.version : 0;
  return useMemo(() => (handle === undefined ? undefined : { handle, version }), [handle, version]);
}

function Conflicts({
  connection,
  table,
}: {
  readonly connection: string;
  readonly table: string | undefined;
}): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  return (
    <section className={styles.side} aria-label="Conflicts">
      <h2 className={styles.sideTitle}>Conflicts</h2>
      <ConflictsList
        connection={connection}
        table={table}
        onOpenTask={(ref, seq) => go(seq > 0 ? { ...ref, seq } : ref)}
      />
    </section>
  );
}

function NoTask({ client }: { readonly client: AppClient }): ReactElement {
  const word = useEntryWord();
  const { connection, table } = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  return (
    <div className={styles.noTask}>
      <Suggestions
        client={client}
        onOpenTask={(task) =>
          connection === undefined || table === undefined ? undefined : go({ connection, table, task })
        }
      />
      <div className={styles.noTaskWords}>
        <h3>No {word} chosen</h3>
        <p>Choose a {word} in the list, or paste any id out of a log line.</p>
        <p>
          <KeyHint keys={platformKeyLabel('Mod+k')} /> finds {word}s, tables and commands.{' '}
          <KeyHint keys="J" /> <KeyHint keys="K" /> step through the list, <KeyHint keys="?" /> shows all
          keys.
        </p>
      </div>
    </div>
  );
}
