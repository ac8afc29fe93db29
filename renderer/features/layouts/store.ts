import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import type { LayoutReading, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { done, failed, RUNNING } from '../../ui/asyncState.ts';
import { createContextStore } from '../../ui/store.tsx';
import { layoutText, layoutWith } from './draft.ts';
import { formOf } from './form.ts';
import type { LayoutsState } from './layoutsState.ts';
import {
  draftedIn,
  followsProposal,
  NO_DRAFT,
  newWizard,
  undoableOf,
  type Drafted,
  type Wizard,
} from './wizard.ts';

/** How long the reader must rest before the preview is made again, in milliseconds. */
const REST = 250;

const notRead = (error: unknown): LayoutReading => ({
  ok: false,
  faults: [{ path: '', says: error instanceof Error ? error.message : 'The text could not be read.' }],
});

const nameOf = ({ connection, table }: TableRef): string => JSON.stringify([connection, table]);

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
    /** What was not saved when the wizard of a table was left. */
    const left = new Map<string, Drafted>();

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
      change({ draft, form: formOf(draft), text: layoutText(draft), faults: [], unread: false, ...more });
      lookSoon();
    };
    const readText = async (text: string): Promise<void> => {
      const read = await client.layouts.read({ text }).catch(notRead);
      if (get().wizard?.text !== text) return;
      if (!read.ok) {
        change({ faults: read.faults });
        return;
      }
      change({ draft: read.layout, form: formOf(read.layout), faults: [], unread: false });
      lookSoon();
    };
    /** Begins with a text in place of what was made before. */
    const begin = (text: string, base: string, before: Wizard): Promise<void> => {
      const undoable = undoableOf(before);
      change({ text, base, undoable, faults: [], unread: true, edited: base === 'import' });
      reading = readText(text);
      return reading;
    };
    const propose = async (held: string, mine: AbortController): Promise<void> => {
      const proposal = await client.layouts.propose({ handle: held }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      const { wizard } = get();
      change({ proposal });
      if (wizard !== undefined && followsProposal(wizard)) take(proposal.layout, { base: 'proposal' });
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
        set({ wizard: newWizard(table, left.get(nameOf(table))) });
        sample(table);
      },
      close: () => {
        clearTimeout(rest);
        sampling.abort();
        previewing.abort();
        const { wizard } = get();
        if (wizard?.edited === true) left.set(nameOf(wizard.table), draftedIn(wizard));
        else if (wizard !== undefined) left.delete(nameOf(wizard.table));
        set({ wizard: undefined });
      },
      again: () => {
        const { wizard } = get();
        if (wizard === undefined) return;
        change({ sample: RUNNING });
        sample(wizard.table);
      },
      look,
      startFrom: async (base) => {
        const { wizard } = get();
        if (wizard === undefined) return;
        if (base === 'proposal') {
          const undoable = undoableOf(wizard);
          // While the table is still sampled, the proposal that comes is taken.
          if (wizard.proposal === undefined) change({ ...NO_DRAFT, undoable });
          else take(wizard.proposal.layout, { base, edited: false, undoable });
          return;
        }
        const { connection } = wizard.table;
        // What is edited until the other layout is here would be lost.
        change({ unread: true, faults: [] });
        try {
          const { text } = await client.layouts.text({ connection, name: base });
          if (get().wizard?.table === wizard.table) await begin(text, base, wizard);
        } catch (error) {
          change({ unread: wizard.unread, faults: wizard.faults });
          throw error;
        }
      },
      edit: (form) => {
        const { wizard } = get();
        if (wizard?.draft === undefined || wizard.unread) return;
        const made = layoutWith(wizard.draft, form);
        if (made.layout !== undefined) take(made.layout, { form, edited: true });
        else change({ form, text: made.text, faults: [...made.faults], edited: true });
      },
      leaveText: () => {
        const { wizard } = get();
        if (wizard?.draft !== undefined) take(wizard.draft, { undoable: undoableOf(wizard) });
      },
      write: (text, base) => {
        const { wizard } = get();
        if (wizard === undefined) return Promise.resolve();
        if (base !== undefined) return begin(text, base, wizard);
        change({ text, unread: true, edited: true });
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
        if (get().wizard?.draft === wizard.draft) change({ edited: false, undoable: undefined });
        await get().load(connection);
        return entry;
      },
      remove: async (name) => {
        const { connection } = get();
        if (connection === undefined) return;
        const { text } = await client.layouts.text({ connection, name });
        await client.layouts.remove({ connection, name });
        const read = await client.layouts.read({ text });
        if (read.ok) change({ undoable: { kind: 'removed', layout: read.layout } });
        await get().load(connection);
      },
      undo: async () => {
        const { wizard } = get();
        const { undoable } = wizard ?? {};
        if (wizard === undefined || undoable === undefined) return;
        switch (undoable.kind) {
          case 'resumed':
            await get().startFrom(wizard.base === 'import' ? 'proposal' : wizard.base);
            return;
          case 'replaced':
            change({ ...undoable.before, undoable: undefined });
            lookSoon();
            return;
          case 'removed': {
            const { connection } = wizard.table;
            await client.layouts.save({ connection, layout: undoable.layout });
            change({ undoable: undefined });
            await get().load(connection);
          }
        }
      },
    };
  });
}

/** The layouts store by context. */
export const layoutsStore = createContextStore<LayoutsState>('layouts');
