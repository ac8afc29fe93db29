import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { LayoutEntry, LayoutFault, LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { done, failed, IDLE, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';
import { layoutText, layoutWith } from './draft.ts';
import { formOf, type LayoutForm } from './form.ts';

/** The making of a layout for one table. */
export interface Wizard {
  readonly table: TableRef;
  /** The sample: how far it is, or why it could not be had. */
  readonly sample: AsyncState<never, SampleProgress | undefined>;
  readonly proposal: LayoutProposal | undefined;
  /** What the draft began as: `proposal`, the name of a layout, or `import`. */
  readonly base: string;
  /** The layout being made; undefined until there is one. */
  readonly draft: LayoutFile | undefined;
  /** Its fields as the reader writes them, good or not. */
  readonly form: LayoutForm | undefined;
  /** Its JSON as the reader writes it, wrong or not. */
  readonly text: string;
  /** What keeps the text or a field from being a layout; the draft is the last good one then. */
  readonly faults: readonly LayoutFault[];
  readonly preview: AsyncState<LayoutPreview>;
}

/** Layout files of the connection, and the making of one. */
export interface LayoutsState {
  readonly connection: string | undefined;
  readonly list: readonly LayoutEntry[];
  readonly wizard: Wizard | undefined;
  /** Lists the layouts of a connection, again if it is the same one. */
  readonly load: (connection: string) => Promise<void>;
  /** Samples a table and proposes a layout for it. Does nothing when that table is being worked on already. */
  readonly open: (table: TableRef) => void;
  /** Leaves the wizard; what was not saved is gone. */
  readonly close: () => void;
  /** Samples the table again. */
  readonly again: () => void;
  /** Starts over from the proposal, or from a layout by its name. */
  readonly startFrom: (base: string) => Promise<void>;
  readonly edit: (form: LayoutForm) => void;
  /** Takes a text as the layout: typed, pasted, or from a file. */
  readonly write: (text: string, base?: string) => Promise<void>;
  /** Keeps the layout beside the connection; undefined where its faults keep it from that. Rejects with an `AppError`. */
  readonly save: () => Promise<LayoutEntry | undefined>;
  readonly remove: (name: string) => Promise<void>;
}

/** How long the reader must rest before the preview is made again, in milliseconds. */
const REST = 250;

/** Creates the store of layouts. */
export function createLayoutsStore({
  client,
}: {
  readonly client: Pick<AppClient, 'layouts'>;
}): StoreApi<LayoutsState> {
  return createStore<LayoutsState>()((set, get) => {
    let sampling = new AbortController();
    let previewing = new AbortController();
    let rest: ReturnType<typeof setTimeout> | undefined;
    /** The text that is being read, if one is. */
    let reading: Promise<void> = Promise.resolve();

    const change = (patch: Partial<Wizard>): void => {
      const { wizard } = get();
      if (wizard !== undefined) set({ wizard: { ...wizard, ...patch } });
    };
    const handle = (): string | undefined => {
      const sample = get().wizard?.sample;
      return sample?.phase === 'running' ? sample.progress?.handle : undefined;
    };
    const look = async (): Promise<void> => {
      const held = handle();
      const layout = get().wizard?.draft;
      if (held === undefined || layout === undefined) return;
      previewing.abort();
      const mine = new AbortController();
      previewing = mine;
      if (get().wizard?.preview.phase !== 'done') change({ preview: RUNNING });
      try {
        const preview = await client.layouts.preview({ handle: held, layout }, { signal: mine.signal });
        if (!mine.signal.aborted) change({ preview: done(preview) });
      } catch (error) {
        if (!mine.signal.aborted) change({ preview: failed(error) });
      }
    };
    const lookSoon = (): void => {
      clearTimeout(rest);
      rest = setTimeout(() => void look(), REST);
    };
    const take = (draft: LayoutFile, more: Partial<Wizard> = {}): void => {
      change({ draft, form: formOf(draft), text: layoutText(draft), faults: [], ...more });
      lookSoon();
    };
    const readText = async (text: string): Promise<void> => {
      const read = await client.layouts.read({ text });
      if (get().wizard?.text !== text) return;
      if (!read.ok) {
        change({ faults: read.faults });
        return;
      }
      change({ draft: read.layout, form: formOf(read.layout), faults: [] });
      lookSoon();
    };
    const propose = async (held: string, mine: AbortController): Promise<void> => {
      const proposal = await client.layouts.propose({ handle: held }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      change({ proposal });
      if (get().wizard?.draft === undefined) take(proposal.layout, { base: 'proposal' });
    };
    const sample = (table: TableRef): void => {
      sampling.abort();
      const mine = new AbortController();
      sampling = mine;
      const over = (error: unknown): void => {
        if (!mine.signal.aborted) change({ sample: failed(error) });
      };
      const onItem = (progress: SampleProgress): void => {
        if (mine.signal.aborted) return;
        change({ sample: { phase: 'running', progress } });
        if (progress.handle !== undefined) propose(progress.handle, mine).then(lookSoon, over);
      };
      client.layouts.sample(table, { signal: mine.signal, onItem }).catch(over);
    };
    return {
      connection: undefined,
      list: [],
      wizard: undefined,
      load: async (connection) => {
        if (get().connection !== connection) set({ connection, list: [] });
        const list = await client.layouts.list({ connection });
        if (get().connection === connection) set({ list });
      },
      open: (table) => {
        const { wizard } = get();
        if (wizard?.table.connection === table.connection && wizard.table.table === table.table) return;
        set({
          wizard: {
            table,
            sample: RUNNING,
            proposal: undefined,
            base: 'proposal',
            draft: undefined,
            form: undefined,
            text: '',
            faults: [],
            preview: IDLE,
          },
        });
        sample(table);
      },
      close: () => {
        clearTimeout(rest);
        sampling.abort();
        previewing.abort();
        set({ wizard: undefined });
      },
      again: () => {
        const { wizard } = get();
        if (wizard === undefined) return;
        change({ sample: RUNNING });
        sample(wizard.table);
      },
      startFrom: async (base) => {
        const { wizard } = get();
        if (wizard === undefined) return;
        if (base === 'proposal') {
          if (wizard.proposal !== undefined) take(wizard.proposal.layout, { base });
          return;
        }
        const { connection } = wizard.table;
        const { text } = await client.layouts.text({ connection, name: base });
        await get().write(text, base);
      },
      edit: (form) => {
        const draft = get().wizard?.draft;
        if (draft === undefined) return;
        const made = layoutWith(draft, form);
        if (made.layout === undefined) change({ form, faults: [...made.faults] });
        else take(made.layout, { form });
      },
      write: (text, base) => {
        change({ text, ...(base === undefined ? {} : { base }) });
        reading = readText(text);
        return reading;
      },
      save: async () => {
        // What was written a moment ago is saved, and not what stood there before.
        await reading;
        const { wizard } = get();
        if (wizard?.draft === undefined || wizard.faults.length > 0) return undefined;
        const { connection } = wizard.table;
        const entry = await client.layouts.save({ connection, layout: wizard.draft });
        await get().load(connection);
        return entry;
      },
      remove: async (name) => {
        const { connection } = get();
        if (connection === undefined) return;
        await client.layouts.remove({ connection, name });
        await get().load(connection);
      },
    };
  });
}

/** The layouts store by context. */
export const layoutsStore = createContextStore<LayoutsState>('layouts');
