import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
import type { LayoutForm } from './form.ts';
import { createLayoutsStore } from './store.ts';

const layout: LayoutFile = layoutFileSchema.parse({
  dynascopeLayout: 1,
  name: 'orders',
  key: { partition: { name: 'pk', type: 'S' } },
  events: [
    {
      match: { partition: '{id}#{seq:digits}' },
      stream: '{id}',
      sequence: { sum: [{ from: { part: 'seq' } }] },
      event: { type: 'type' },
    },
  ],
});

const proposal: LayoutProposal = {
  layout,
  guesses: [],
  trust: 'sure',
  reads: 5,
  of: 5,
  places: { types: [], times: [], data: [], numbers: [] },
};

const preview: LayoutPreview = {
  faults: [],
  items: 5,
  events: 5,
  undecodable: 0,
  projections: 0,
  others: 0,
  streams: 1,
  found: 'query',
  shown: [],
  units: 1,
};

const TABLE = { connection: 'local', table: 'orders' };

function setup() {
  const previewed: LayoutFile[] = [];
  const saved: LayoutFile[] = [];
  let proposed = proposal;
  let tell: (progress: SampleProgress) => void = () => undefined;
  const client: Pick<AppClient, 'layouts'> = {
    layouts: {
      list: () => Promise.resolve([]),
      text: ({ name }) =>
        name === 'nowhere'
          ? Promise.reject(new Error('There is no such layout.'))
          : Promise.resolve({ name, text: JSON.stringify({ ...layout, name }) }),
      read: ({ text }) => {
        if (text === 'lost') return Promise.reject(new Error('The host has gone.'));
        const read = layoutFileSchema.safeParse(JSON.parse(text.startsWith('{') ? text : 'null'));
        return Promise.resolve(
          read.success
            ? { ok: true, layout: read.data }
            : { ok: false, faults: [{ path: '', says: 'no layout' }] },
        );
      },
      save: ({ layout: wanted }) => {
        const file = layoutFileSchema.parse(wanted);
        saved.push(file);
        return Promise.resolve({ name: file.name, title: file.name, source: 'saved', key: '' });
      },
      remove: () => Promise.resolve({}),
      sample: (_, { onItem }) => {
        tell = onItem;
        return new Promise(() => undefined);
      },
      propose: () => Promise.resolve(proposed),
      preview: ({ layout: wanted }) => {
        previewed.push(layoutFileSchema.parse(wanted));
        return Promise.resolve(preview);
      },
    },
  };
  const store = createLayoutsStore({ client });
  const wizard = () => store.getState().wizard;
  const sampled = async (): Promise<void> => {
    store.getState().open(TABLE);
    tell({ handle: 'h', phase: 'ready', items: 5, units: 1, whole: true });
    await vi.runAllTimersAsync();
  };
  const propose = (next: LayoutProposal): void => {
    proposed = next;
  };
  return { store, wizard, sampled, propose, previewed, saved };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('samples, takes the proposal for a draft and previews it', async () => {
  const { wizard, sampled, previewed } = setup();
  await sampled();
  expect(wizard()).toMatchObject({ base: 'proposal', draft: layout, preview: { phase: 'done' } });
  expect(previewed).toEqual([layout]);
});

it('previews once when the reader rests, and not what is no layout', async () => {
  const { store, wizard, sampled, previewed } = setup();
  await sampled();
  const form = wizard()?.form;
  if (form === undefined) throw new Error('There is no form.');
  const [rule] = form.events;
  if (rule === undefined) throw new Error('There is no rule.');
  store.getState().edit({ ...form, events: [{ ...rule, type: 'kin' }] });
  store.getState().edit({ ...form, events: [{ ...rule, type: 'kind' }] });
  await vi.runAllTimersAsync();
  expect(previewed.map(({ events }) => events[0]?.event.type)).toEqual(['type', 'kind']);
  store.getState().edit({ ...form, events: [{ ...rule, stream: '' }] });
  await vi.runAllTimersAsync();
  expect(wizard()?.form?.events[0]?.stream).toBe('');
  expect(wizard()?.faults).toHaveLength(1);
  expect(wizard()?.draft?.events[0]?.stream).toBe('{id}');
  expect(previewed).toHaveLength(2);
});

it('takes a text as the layout, and keeps the last good one while it is wrong', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  await store.getState().write('nonsense');
  expect(wizard()).toMatchObject({ text: 'nonsense', draft: layout, faults: [{ says: 'no layout' }] });
  await store.getState().write(JSON.stringify({ ...layout, name: 'other' }), 'import');
  expect(wizard()).toMatchObject({
    base: 'import',
    draft: { name: 'other' },
    form: { name: 'other' },
    faults: [],
  });
});

it('saves the text that was written a moment ago, and none that is no layout', async () => {
  const { store, sampled, saved } = setup();
  await sampled();
  void store.getState().write(JSON.stringify({ ...layout, name: 'pasted' }));
  expect(await store.getState().save()).toMatchObject({ name: 'pasted' });
  void store.getState().write('nonsense');
  expect(await store.getState().save()).toBeUndefined();
  expect(saved.map(({ name }) => name)).toEqual(['pasted']);
});

it('saves the draft, and starts from another layout', async () => {
  const { store, wizard, sampled, saved } = setup();
  await sampled();
  expect(await store.getState().save()).toMatchObject({ name: 'orders' });
  expect(saved).toEqual([layout]);
  await store.getState().startFrom('carts');
  expect(wizard()).toMatchObject({ base: 'carts', draft: { name: 'carts' } });
  await store.getState().startFrom('proposal');
  expect(wizard()).toMatchObject({ base: 'proposal', draft: { name: 'orders' } });
  store.getState().close();
  expect(wizard()).toBeUndefined();
});

/** A form of the wizard with another type. */
const typed = (form: LayoutForm | undefined, type: string): LayoutForm => {
  if (form === undefined) throw new Error('There is no form.');
  return { ...form, events: form.events.map((rule) => ({ ...rule, type })) };
};

it('fields do not write over a text that is wrong, and it can be given up and had back', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  const { edit, write, leaveText, undo } = store.getState();
  await write('nonsense');
  edit(typed(wizard()?.form, 'kind'));
  expect(wizard()).toMatchObject({ text: 'nonsense', draft: layout });
  leaveText();
  expect(wizard()).toMatchObject({ draft: layout, faults: [], undoable: { kind: 'replaced' } });
  expect(wizard()?.text).toContain('"orders"');
  await undo();
  expect(wizard()).toMatchObject({ text: 'nonsense', unread: true, faults: [{ says: 'no layout' }] });
});

it('a field that is wrong stands in the JSON too', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  const form = wizard()?.form;
  if (form === undefined) throw new Error('There is no form.');
  store.getState().edit({ ...form, name: 'No Name' });
  expect(wizard()).toMatchObject({ draft: layout, faults: [{ path: 'name' }] });
  expect(wizard()?.text).toContain('"No Name"');
});

it('changes that another start replaces can be brought back', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  const { edit, startFrom, undo } = store.getState();
  await startFrom('carts');
  expect(wizard()?.undoable).toBeUndefined();
  edit(typed(wizard()?.form, 'kind'));
  await startFrom('proposal');
  expect(wizard()).toMatchObject({ base: 'proposal', draft: layout, undoable: { kind: 'replaced' } });
  await undo();
  expect(wizard()).toMatchObject({ base: 'carts', draft: { events: [{ event: { type: 'kind' } }] } });
});

it('no field takes anything while another layout is on its way', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  const starting = store.getState().startFrom('carts');
  expect(wizard()?.unread).toBe(true);
  store.getState().edit(typed(wizard()?.form, 'kind'));
  await starting;
  expect(wizard()).toMatchObject({ base: 'carts', draft: { name: 'carts' }, unread: false, edited: false });
  await expect(store.getState().startFrom('nowhere')).rejects.toThrow('no such layout');
  expect(wizard()).toMatchObject({ base: 'carts', unread: false });
});

it('changes that are not saved are there again when the wizard is', async () => {
  const { store, wizard, sampled } = setup();
  await sampled();
  store.getState().edit(typed(wizard()?.form, 'kind'));
  store.getState().close();
  await sampled();
  expect(wizard()).toMatchObject({
    draft: { events: [{ event: { type: 'kind' } }] },
    proposal,
    undoable: { kind: 'resumed' },
  });
  await store.getState().undo();
  expect(wizard()).toMatchObject({ draft: layout, undoable: { kind: 'replaced' } });
  await store.getState().undo();
  await store.getState().save();
  store.getState().close();
  await sampled();
  expect(wizard()).toMatchObject({ draft: layout, undoable: undefined });
});

it('the proposal of a new sample is taken where nothing was changed', async () => {
  const { store, wizard, sampled, propose } = setup();
  await sampled();
  propose({ ...proposal, layout: { ...layout, name: 'later' } });
  store.getState().again();
  await sampled();
  expect(wizard()?.draft?.name).toBe('later');
  store.getState().edit(typed(wizard()?.form, 'kind'));
  propose(proposal);
  store.getState().again();
  await sampled();
  expect(wizard()).toMatchObject({ proposal, draft: { name: 'later' } });
});

it('a text that the host did not read is no layout, and the next one is read', async () => {
  const { store, wizard, sampled, saved } = setup();
  await sampled();
  await store.getState().write('lost');
  expect(wizard()).toMatchObject({ unread: true, faults: [{ says: 'The host has gone.' }] });
  expect(await store.getState().save()).toBeUndefined();
  store.getState().leaveText();
  expect(await store.getState().save()).toMatchObject({ name: 'orders' });
  expect(saved).toEqual([layout]);
});

it('a saved layout that was removed can be saved again', async () => {
  const { store, wizard, sampled, saved } = setup();
  await sampled();
  await store.getState().load('local');
  await store.getState().remove('carts');
  expect(wizard()?.undoable).toMatchObject({ kind: 'removed', layout: { name: 'carts' } });
  await store.getState().undo();
  expect(saved.map(({ name }) => name)).toEqual(['carts']);
  expect(wizard()?.undoable).toBeUndefined();
});
