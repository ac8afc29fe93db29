import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Settings } from '#shared/contract/app.ts';
import type { ConnectionState } from '#shared/contract/connections.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import { createConnectionsStore } from '../features/connections/store.ts';
import { createLayoutsStore } from '../features/layouts/store.ts';
import { createSettingsStore, DEFAULT_SETTINGS } from '../features/settings/store.ts';
import { createTablesStore } from '../features/tables/store.ts';
import { createTasksStore } from '../features/tasks/store.ts';
import { createNoticeStore } from '../ui/notice.tsx';
import type { TableView } from '../ui/list/layoutPane.ts';
import { createRouterStore } from './router.ts';
import { wire } from './wiring.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const never = (): Promise<never> => new Promise(() => undefined);
const state = (now: ConnectionState['state']): ConnectionState => ({
  connection: 'embedded',
  state: now,
  message: '',
  since: '',
});

const KEY = { hash: { name: 'PK', type: 'S' }, range: { name: 'SK', type: 'S' } } as const;

const LAYOUTS: Readonly<Record<string, LayoutName>> = { notes: 'other', requests: 'request' };

const described = (table: string, layout: LayoutName): TableDescription => ({
  table,
  status: 'ACTIVE',
  items: 0,
  bytes: 0,
  key: KEY,
  indexes: [],
  detected: layout,
  layout,
});

/** The view of a table of another layout, which notes what it is asked. */
const viewOf = (name: string, asked: string[]) =>
  createStore<TableView>()((set) => ({
    table: undefined,
    reading: { phase: 'idle' },
    open: (table) => {
      if (table !== undefined) asked.push(`${name} of ${table.table}`);
      set({ table });
    },
    reopen: () => undefined,
    select: (key) => {
      if (key !== undefined) asked.push(`${name} ${key}`);
    },
    neighbour: () => Promise.resolve(undefined),
  }));

const setup = async (address: string, settings: Partial<Settings> = {}) => {
  const asked: string[] = [];
  let tellState = (_state: ConnectionState): void => undefined;
  let tellLine = (): void => undefined;
  let path = address;
  const apps: Pick<AppClient, 'app'> = {
    app: {
      info: never,
      readSettings: () => Promise.resolve({ ...DEFAULT_SETTINGS, ...settings }),
      changeSettings: (patch) => {
        asked.push(`save ${Object.keys(patch).join()}`);
        return Promise.resolve(DEFAULT_SETTINGS);
      },
      links: never,
    },
  };
  const connections: Pick<AppClient, 'connections'> = {
    connections: {
      list: () => Promise.resolve([{ id: 'embedded', name: 'Embedded', target: { kind: 'embedded' } }]),
      profiles: () => Promise.resolve([]),
      save: never,
      remove: never,
      reconnect: never,
      prompts: never,
      answerPrompt: never,
      watch: (_input, { onItem }) => {
        asked.push('watch');
        tellState = onItem;
        return never();
      },
    },
  };
  const tables: Pick<AppClient, 'tables'> = {
    tables: {
      describe: ({ table }) =>
        table === 'hidden'
          ? Promise.reject(new AppError('AccessDenied', { message: 'no' }))
          : Promise.resolve(described(table, LAYOUTS[table] ?? 'task')),
      chooseLayout: ({ table, layout }) => {
        const streams = {
          name: layout ?? '',
          title: '',
          source: 'saved',
          hasProjections: false,
          hasTimes: true,
          folds: false,
          onlyByScan: false,
        } as const;
        return Promise.resolve({ ...described(table, 'stream'), streams });
      },
      list: ({ connection }, { onItem }) => {
        asked.push(`tables of ${connection}`);
        onItem(described('notes', 'other'));
        onItem(described('requests', 'request'));
        onItem(described('tasks', 'task'));
        return Promise.resolve({ total: 3, failed: [] });
      },
    },
  };
  const tasks: Pick<AppClient, 'tasks'> = {
    tasks: {
      open: ({ table }) => {
        asked.push(`tasks of ${table}`);
        return never();
      },
      range: never,
      indexOf: never,
      overview: never,
      find: never,
      reload: never,
    },
  };
  const stores = {
    router: createRouterStore({ read: () => path, write: (to) => (path = to), onMove: () => undefined }),
    settings: createSettingsStore({ client: apps }),
    connections: createConnectionsStore({ client: connections }),
    tables: createTablesStore({ client: tables }),
    layouts: createLayoutsStore({
      client: {
        layouts: {
          list: () => Promise.resolve([]),
          text: never,
          read: never,
          save: never,
          remove: never,
          sample: never,
          propose: never,
          preview: never,
        },
      },
    }),
    tasks: createTasksStore({ client: tasks, clock: { now: () => 0, subscribe: () => () => undefined } }),
    records: viewOf('records', asked),
    requests: viewOf('requests', asked),
    workspace: viewOf('workspace', asked),
    deadLetters: viewOf('dead letters', asked),
    audit: { getState: () => ({ table: undefined, open: () => undefined, reopen: () => undefined }) },
    notice: createNoticeStore(),
  };
  const line = {
    state: () => 'open' as const,
    subscribe: (listener: () => void) => {
      tellLine = listener;
      return () => undefined;
    },
    refusal: { get: () => undefined, subscribe: () => () => undefined },
    retry: () => undefined,
  };
  const undo = wire(apps, line, stores);
  await settle();
  return {
    asked,
    stores,
    undo,
    path: () => path,
    tellLine: () => tellLine(),
    tellState: (now: ConnectionState['state']) => tellState(state(now)),
  };
};

describe('the window at its start', () => {
  it('opens the first table with tasks of the embedded engine, and says so in the address', async () => {
    const { asked, path } = await setup('/');
    expect(asked).toContain('tasks of tasks');
    expect(asked).not.toContain('tasks of notes');
    expect(path()).toBe('/t/embedded/tasks');
  });

  it('opens the table shown last', async () => {
    const { path } = await setup('/', { lastTable: { connection: 'local', table: 'tasks' } });
    expect(path()).toBe('/t/local/tasks');
  });

  it('opens what a link names, selects its task, and remembers its table', async () => {
    const { asked, stores, path } = await setup('/t/embedded/archive/ord-1?seq=5');
    expect(asked).toContain('tasks of archive');
    expect(stores.tasks.getState().selected?.key).toBe('ord-1');
    expect(path()).toBe('/t/embedded/archive/ord-1?seq=5');
    expect(asked).toContain('save lastTable');
    stores.router.getState().go({ connection: 'embedded', table: 'tasks' });
    expect(asked.slice(-2)).toEqual(['save lastTable', 'tasks of tasks']);
  });

  it('reads dead letters once they are looked at, and keeps them while the table stays', async () => {
    const { asked, stores } = await setup('/t/embedded/tasks');
    const letters = (): readonly string[] => asked.filter((each) => each.startsWith('dead letters'));
    expect(letters()).toEqual([]);
    const { go } = stores.router.getState();
    go({ connection: 'embedded', table: 'tasks' }, { view: 'deadLetters' });
    go({ connection: 'embedded', table: 'tasks', task: 'ord-1' });
    expect(letters()).toEqual(['dead letters of tasks']);
    expect(stores.deadLetters.getState().table).toBeDefined();
    go({ connection: 'embedded', table: 'archive' });
    expect(stores.deadLetters.getState().table).toBeUndefined();
  });

  it('opens a table of another layout in its own view, and no tasks of it', async () => {
    const { asked, stores } = await setup('/t/embedded/requests/req-1');
    expect(asked).toContain('requests of requests');
    expect(asked).toContain('requests req-1');
    expect(asked).not.toContain('tasks of requests');
    stores.router.getState().go({ connection: 'embedded', table: 'tasks' });
    expect(asked).toContain('tasks of tasks');
    expect(stores.requests.getState().table).toBeUndefined();
  });

  it('takes an entry of a table that may not be described for a task', async () => {
    const { asked } = await setup('/t/embedded/hidden/ord-1');
    expect(asked).toContain('tasks of hidden');
  });

  it('does not read a table without tasks as one', async () => {
    const { asked, stores } = await setup('/t/embedded/notes');
    expect(asked).not.toContain('tasks of notes');
    expect(stores.tasks.getState().table).toBeUndefined();
  });
});

it('reads a table again when it is read by another layout file, and only then', async () => {
  const { asked, stores } = await setup('/t/embedded/notes');
  const { chooseLayout } = stores.tables.getState();
  await chooseLayout('notes', 'mine');
  expect(asked.filter((each) => each === 'tasks of notes')).toHaveLength(1);
  await chooseLayout('notes', 'mine');
  expect(asked.filter((each) => each === 'tasks of notes')).toHaveLength(1);
  await chooseLayout('notes', 'other');
  expect(asked.filter((each) => each === 'tasks of notes')).toHaveLength(2);
});

describe('after a loss', () => {
  it('of the host, opens everything anew', async () => {
    const { asked, tellLine } = await setup('/t/embedded/tasks');
    asked.length = 0;
    tellLine();
    await settle();
    expect(asked).toEqual(expect.arrayContaining(['watch', 'tables of embedded', 'tasks of tasks']));
  });

  it('of the engine, lists the tables again and says that it was started again', async () => {
    const { asked, stores, tellState } = await setup('/t/embedded/tasks');
    tellState('ready');
    asked.length = 0;
    tellState('restarting');
    expect(asked).toEqual([]);
    tellState('ready');
    expect(asked).toEqual(['tables of embedded']);
    expect(stores.notice.getState().notice?.text).toContain('was started again');
    tellState('failed');
    expect(stores.notice.getState().notice).toBeUndefined();
  });
});

it('lets go of everything in the end', async () => {
  const { stores, undo } = await setup('/t/embedded/tasks');
  undo();
  expect(stores.tables.getState().connection).toBeUndefined();
  expect(stores.tasks.getState().table).toBeUndefined();
});
