import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import { layoutFileSchema, type LayoutFile } from '#shared/model/streamLayout.ts';
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
  let tell: (progress: SampleProgress) => void = () => undefined;
  const client: Pick<AppClient, 'layouts'> = {
    layouts: {
      list: () => Promise.resolve([]),
      text: ({ name }) => Promise.resolve({ name, text: JSON.stringify({ ...layout, name }) }),
      read: ({ text }) => {
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
      propose: () => Promise.resolve(proposal),
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
  return { store, wizard, sampled, previewed, saved };
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
