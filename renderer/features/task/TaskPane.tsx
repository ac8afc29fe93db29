import { useCallback, useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import type { TaskRef } from '#shared/contract/common.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import type { TableStreams } from '#shared/model/layout.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { copyText } from '../../ui/copy.ts';
import type { ListedTable } from './causes/useCausation.ts';
import { EventList } from './events/EventList.tsx';
import { eventNameIn } from './eventLook.ts';
import { RewrittenNotice } from './header/RewrittenNotice.tsx';
import { TaskHeader } from './header/TaskHeader.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { LinkBanner } from './LinkBanner.tsx';
import { MissedBanner } from './MissedBanner.tsx';
import { NoSuchTask } from './NoSuchTask.tsx';
import { selectAbsent, selectSeen, selectUnread, type Seen } from './selectors.ts';
import { SlowReducer } from './SlowReducer.tsx';
import { createTaskStore, taskContext, type TaskStore } from './store.ts';
import { TaskDepsProvider } from './TaskDeps.tsx';
import styles from './TaskPane.module.css';
import { NO_FILTER, type TaskDeps } from './taskState.ts';
import { TimelineView } from './timeline/TimelineView.tsx';
import { TravelBar } from './travel/TravelBar.tsx';
import { TravelProvider } from './travel/TravelProvider.tsx';
import { travelContext } from './travel/travelStore.ts';
import { useTravelActions } from './travel/useTravelActions.ts';
import { shownAddress, useAddress, type TaskAddress } from './useAddress.ts';
import { useFoldedAnew } from './useFoldedAnew.ts';
import { useTaskActions } from './useTaskActions.ts';

/** What the writer's dialogs need to know: the task, and what was on screen when the reader decided. */
export interface WriteRequest extends Seen {
  readonly ref: TaskRef;
}

/** What the task screen is given and what it asks of the window around it. */
export interface TaskPaneProps {
  /** Keep its identity for the life of the window. */
  readonly deps: TaskDeps;
  readonly taskRef: TaskRef;
  /** The layout file that the table is read by; undefined for a table of tasks, which alone is written to. */
  readonly streams?: TableStreams | undefined;
  /** Shown among the tools of the header. */
  readonly tools?: ReactNode;
  /** Rises when something else folds the events: the task is then replayed at once, and the position kept. */
  readonly foldedBy?: number | undefined;
  /** Goes back to the table's own reducer, where the reader's is too slow. */
  readonly onGiveBack?: () => void;
  /** What the address says of the task. */
  readonly address: TaskAddress;
  /** The reader moved, or shows the events in another way: to be put into the address. Called at rest only. */
  readonly onMove: (address: TaskAddress) => void;
  /** Copies the deep link to what is on screen. */
  readonly onCopyLink: (address: TaskAddress & { readonly seq: number }) => void;
  readonly onAppend: (request: WriteRequest) => void;
  readonly onChangeStatus: (request: WriteRequest) => void;
  /** Shows the dead letters of the task. */
  readonly onShowLetters: () => void;
  /** The listed table, in which causes are looked up; undefined while it is not listed. */
  readonly list: ListedTable | undefined;
  /** Shows an event of another task of the table. */
  readonly onOpenTask: (task: string, seq: number) => void;
  /** Asks what to compare the task with; `seq` is the event that is looked at. */
  readonly onCompare: (seq: number) => void;
  /** Asks to rebuild the projection from the replay. */
  readonly onRebuild: () => void;
  /** Opens the full view of a conflict; without it the button is left out. */
  readonly onOpenConflict?: (conflict: Conflict) => void;
  /** One short sentence for the reader, such as what was copied. */
  readonly onNotice: (text: string) => void;
  /** Remembered pane sizes in percent, by the id of the pane group (`task`, `task-event`). */
  readonly panes?: Readonly<Record<string, Layout>>;
  readonly onPanes?: (group: string, sizes: Layout) => void;
}

/** One task: header, timeline with scrubber, event list, inspector. A new task needs a new `key` or just a new `taskRef`. */
export function TaskPane(props: TaskPaneProps): ReactElement {
  const { connection, table, task } = props.taskRef;
  return <OneTask key={JSON.stringify([connection, table, task, props.streams])} {...props} />;
}

function OneTask(props: TaskPaneProps): ReactElement {
  const { deps, taskRef, address, streams } = props;
  const [store] = useState<StoreApi<TaskStore>>(() => {
    const { seq, hidden } = address;
    const made = createTaskStore(deps, taskRef, seq, streams);
    if (hidden.length > 0) made.getState().actions.filter({ ...NO_FILTER, without: [...hidden] });
    return made;
  });
  useEffect(() => store.getState().actions.start(), [store]);
  return (
    <TaskDepsProvider value={deps}>
      <taskContext.Provider value={store}>
        <TravelProvider grouped={address.grouped} onNotice={props.onNotice}>
          <AddressTie address={address} onMove={props.onMove} />
          <TaskScreen {...props} />
        </TravelProvider>
      </taskContext.Provider>
    </TaskDepsProvider>
  );
}

/** Apart from the screen, whose every part would otherwise render at each position. */
function AddressTie({ address, onMove }: Pick<TaskPaneProps, 'address' | 'onMove'>): null {
  useAddress(address, onMove);
  return null;
}

function TaskScreen(props: TaskPaneProps): ReactElement {
  const { onNotice, panes, onPanes } = props;
  const api = taskContext.useApi();
  const travel = travelContext.useApi();
  const absent = taskContext.useSelector(selectAbsent);
  const unread = taskContext.useSelector(selectUnread);
  const part = useRef<HTMLElement>(null);
  const [field, setField] = useState<DiffPath>();
  useFoldedAnew(props.foldedBy);

  const write = (ask: (request: WriteRequest) => void) => (): void => {
    const seen = selectSeen(api.getState());
    if (seen !== undefined) ask({ ref: api.getState().ref, ...seen });
  };
  const onAppend = write(props.onAppend);
  const onChangeStatus = write(props.onChangeStatus);
  const onCopyLink = (): void => {
    const now = api.getState();
    props.onCopyLink({ ...shownAddress(now, travel.getState()), seq: now.selected });
  };
  const onCopied = useCallback((what: string) => onNotice(`${what} copied`), [onNotice]);
  const onCompare = (): void => props.onCompare(api.getState().selected);
  useTaskActions({ part, onAppend, onChangeStatus, onCopyLink, onCompare });
  useTravelActions({ part, field, onNotice });
  useAction(
    'copy',
    () => {
      const { shown, selected, streams } = api.getState();
      const nameOf = eventNameIn(streams);
      const key = shown?.seq === selected ? shown.event?.key : undefined;
      void copyText(key ?? nameOf(selected)).then((copied) => {
        if (copied) onCopied(key ?? nameOf(selected));
      });
    },
    { part },
  );

  const remembered = (group: string): { readonly defaultLayout?: Layout } => {
    const layout = panes?.[group];
    return layout === undefined ? {} : { defaultLayout: layout };
  };
  return (
    <section ref={part} className={styles.pane} aria-label="Task">
      <TaskHeader
        tools={props.tools}
        onAppend={onAppend}
        onChangeStatus={onChangeStatus}
        onCopyLink={onCopyLink}
        onShowLetters={props.onShowLetters}
        onCompare={onCompare}
        onRebuild={props.onRebuild}
      />
      <LinkBanner />
      <RewrittenNotice />
      <MissedBanner />
      <SlowReducer onGiveBack={props.onGiveBack} />
      {absent ? (
        <NoSuchTask />
      ) : unread ? null : (
        <Group
          id="task"
          orientation="vertical"
          className={styles.group}
          {...remembered('task')}
          onLayoutChanged={(layout, { isUserInteraction }) => {
            if (isUserInteraction) onPanes?.('task', layout);
          }}
        >
          <Panel
            id="timeline"
            defaultSize="160px"
            minSize="116px"
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <TimelineView />
          </Panel>
          <Separator className={styles.across} aria-label="Height of the timeline" />
          <Panel id="detail" minSize="30%" className={styles.detail}>
            <TravelBar field={field} />
            <Group
              id="task-event"
              orientation="horizontal"
              className={styles.group}
              {...remembered('task-event')}
              onLayoutChanged={(layout, { isUserInteraction }) => {
                if (isUserInteraction) onPanes?.('task-event', layout);
              }}
            >
              <Panel id="events" defaultSize="54%" minSize="220px">
                <EventList />
              </Panel>
              <Separator className={styles.along} aria-label="Width of the event list" />
              <Panel id="inspector" minSize="220px">
                <Inspector
                  onFocusField={setField}
                  onCopied={onCopied}
                  onOpenConflict={props.onOpenConflict}
                  causes={props}
                />
              </Panel>
            </Group>
          </Panel>
        </Group>
      )}
    </section>
  );
}
