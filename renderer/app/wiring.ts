import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { AuditViewState } from '../features/audit/auditState.ts';
import { connectionById, stateTone } from '../features/connections/selectors.ts';
import { firstTaskTable, layoutAt, tableByName } from '../features/tables/selectors.ts';
import type { TableView } from '../ui/list/layoutPane.ts';
import type { HostLine } from './hostLine.ts';
import { shownLayout, viewsOf, type ShownLayout, type ViewStore } from './shownLayout.ts';
import type { Stores } from './stores.ts';

/** What of the audits reacts to the place. */
type AuditViewStore = {
  readonly getState: () => Pick<AuditViewState, 'table' | 'open' | 'reopen'>;
};

/** The stores that react to each other. */
export type WiredStores = Pick<
  Stores,
  'router' | 'settings' | 'connections' | 'tables' | 'layouts' | 'tasks' | 'notice'
> &
  Readonly<Record<'records' | 'requests' | 'workspace' | 'deadLetters', ViewStore>> & {
    readonly audit: AuditViewStore;
  };

const EMBEDDED = 'embedded';

/**
 * How the parts of the window react to each other; nowhere else do they. The place leads: it decides which tables are
 * listed, which table is read, in which layout, and which entry is selected. Returns what undoes it all.
 */
export function wire(client: Pick<AppClient, 'app'>, line: HostLine, stores: WiredStores): () => void {
  const abort = new AbortController();
  const undo = [
    followPlace(stores),
    followLetters(stores),
    followAudit(stores),
    followConnections(stores),
    rememberTable(stores),
    line.subscribe(() => {
      if (line.state() === 'open') startAgain(client, stores, abort.signal);
    }),
  ];
  void start(client, stores, abort.signal);
  return () => {
    abort.abort();
    undo.forEach((each) => each());
    stores.tables.getState().open(undefined);
    [...allViews(stores), stores.deadLetters].forEach((view) => view.getState().open(undefined));
  };
}

async function start(
  client: Pick<AppClient, 'app'>,
  stores: WiredStores,
  signal: AbortSignal,
): Promise<void> {
  listen(client, stores, signal);
  const { settings, connections, router } = stores;
  void connections.getState().load();
  await settings.getState().load();
  if (signal.aborted || router.getState().place.connection !== undefined) return;
  const last = settings.getState().settings.lastTable;
  router.getState().go(last === null ? { connection: EMBEDDED } : last, { replace: true });
}

/** Streams that live as long as the line to the host. */
function listen(
  client: Pick<AppClient, 'app'>,
  { connections, router }: WiredStores,
  signal: AbortSignal,
): void {
  void connections.getState().watch(signal);
  client.app.links({}, { signal, onItem: (place) => router.getState().follow(place) }).catch(() => {
    // Links are a convenience: the address bar and the palette lead to the same places.
  });
}

function startAgain(client: Pick<AppClient, 'app'>, stores: WiredStores, signal: AbortSignal): void {
  listen(client, stores, signal);
  void stores.connections.getState().load();
  void stores.settings.getState().load();
  stores.tables.getState().reload();
  [...allViews(stores), stores.deadLetters].forEach((view) => view.getState().reopen());
  stores.audit.getState().reopen();
}

const allViews = (stores: WiredStores): readonly ViewStore[] => Object.values(viewsOf(stores));

/** Opens what the place names, and fills in the table when it names none. */
function followPlace(stores: WiredStores): () => void {
  const { router, tables, layouts } = stores;
  let readBy: string | undefined;
  const show = (layout: ShownLayout | undefined, ref: TableRef | undefined, entry?: string): void => {
    const shown = layout === undefined ? undefined : viewsOf(stores)[layout];
    const before = shown?.getState().table;
    const by = JSON.stringify([ref, tableByName(tables.getState(), ref?.table)?.streams]);
    const same = before !== undefined && before.connection === ref?.connection && before.table === ref.table;
    const other = readBy !== by;
    readBy = by;
    for (const view of allViews(stores)) if (view !== shown) view.getState().open(undefined);
    shown?.getState().open(ref);
    // The same table in the same panes, read by another layout file: other streams.
    if (same && other) shown?.getState().reopen();
    shown?.getState().select(entry);
  };
  const follow = (): void => {
    const { place, go } = router.getState();
    const { connection, table, task } = place;
    tables.getState().open(connection);
    if (connection === undefined) return;
    if (layouts.getState().connection !== connection) {
      // Without the list, the layouts that come with the program can still be detected; the next visit asks again.
      layouts
        .getState()
        .load(connection)
        .catch(() => undefined);
    }
    if (table === undefined) {
      show(undefined, undefined);
      const found = firstTaskTable(tables.getState());
      if (found !== undefined) go({ connection, table: found }, { replace: true });
      return;
    }
    tables.getState().lookUp(table);
    show(shownLayout(layoutAt(tables.getState(), table), task), { connection, table }, task);
  };
  const undo = [router.subscribe(follow), tables.subscribe(follow)];
  follow();
  return () => undo.forEach((each) => each());
}

/** Reads a table's dead letters once they are looked at, and keeps them while the table stays. */
function followLetters({ router, deadLetters }: WiredStores): () => void {
  const follow = (): void => {
    const { place, view } = router.getState();
    const { connection, table } = place;
    const ref = connection === undefined || table === undefined ? undefined : { connection, table };
    const { table: open } = deadLetters.getState();
    const stays = open !== undefined && open.connection === connection && open.table === table;
    if (!stays) deadLetters.getState().open(view === 'deadLetters' ? ref : undefined);
  };
  follow();
  return router.subscribe(follow);
}

/** Shows a table's audits once they are asked for, and keeps them while the table stays. */
function followAudit({ router, audit }: WiredStores): () => void {
  const follow = (): void => {
    const { place, view } = router.getState();
    const { connection, table } = place;
    const ref = connection === undefined || table === undefined ? undefined : { connection, table };
    const { table: open } = audit.getState();
    const stays = open !== undefined && open.connection === connection && open.table === table;
    if (!stays) audit.getState().open(view === 'audit' ? ref : undefined);
  };
  follow();
  return router.subscribe(follow);
}

/** Reads again what a connection could not give, once it answers again. */
function followConnections(stores: WiredStores): () => void {
  const { router, connections, tables, notice } = stores;
  let said: string | undefined;
  return connections.subscribe((now, before) => {
    const { connection } = router.getState().place;
    if (connection === undefined) return;
    const name = connectionById(now, connection)?.name ?? connection;
    const tone = stateTone(now.states[connection]?.state);
    const last = stateTone(before.states[connection]?.state);
    // What was good news a moment ago is wrong by now.
    if (tone === 'bad' && said !== undefined && notice.getState().notice?.text === said)
      notice.getState().clear();
    if (tone !== 'good' || (last !== 'bad' && last !== 'busy')) return;
    // A restart may take less time than a banner needs to be read.
    if (before.states[connection]?.state === 'restarting') {
      said = `${name} stopped and was started again. Nothing it had acknowledged was lost.`;
      notice.getState().say(said, 8000);
    }
    tables.getState().reload();
    for (const view of [...allViews(stores), stores.deadLetters]) {
      if (view.getState().reading.phase !== 'running') view.getState().reopen();
    }
  });
}

/** Keeps the table shown last, to open it at the next start. */
function rememberTable(stores: WiredStores): () => void {
  const { router, settings } = stores;
  const remember = ({ table }: TableView): void => {
    if (table === undefined || !settings.getState().loaded) return;
    const last = settings.getState().settings.lastTable;
    if (last?.connection === table.connection && last.table === table.table) return;
    if (router.getState().place.table === table.table) void settings.getState().change({ lastTable: table });
  };
  const undo = [
    ...allViews(stores).map((view) =>
      view.subscribe((now, before) => {
        if (now.table !== before.table) remember(now);
      }),
    ),
    // A table that a link names may be open before the settings are here.
    settings.subscribe((now, before) => {
      if (now.loaded && !before.loaded) allViews(stores).forEach((view) => remember(view.getState()));
    }),
  ];
  return () => undo.forEach((each) => each());
}
