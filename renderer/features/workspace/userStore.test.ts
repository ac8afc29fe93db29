import { describe, expect, it } from 'vitest';
import type { AppClient } from '#shared/contract/index.ts';
import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import { AppError } from '#shared/errors/appError.ts';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { itemKey } from './itemLook.ts';
import { createDeletionStore } from './deletionStore.ts';
import { createEditStore } from './editStore.ts';
import { queryKey } from './userState.ts';
import { createUserStore } from './userStore.ts';

const pages: WorkspaceQuery = { list: 'pages', userId: 'u' };
const unused = () => Promise.reject(new Error('not asked for here'));

const pageOf = (id: string, version = 1, name = id): AttributeMap => ({
  user_id: { S: 'u' },
  page_id: { S: id },
  name: { S: name },
  version: { N: String(version) },
});

const wire = (attributes: AttributeMap) => ({ model: 'page' as const, attributes, version: 1 });

const CONTENTS = { widget: 1, group: 1, bookmark: 3, note: 0, tagAssociation: 2, share: 0 };

/** A user's store over a host that holds two pages, one in each answer; `broken` replaces entries. */
function opened(broken: Partial<AppClient['workspace']> = {}) {
  const stored = new Map([
    ['a', pageOf('a')],
    ['b', pageOf('b')],
  ]);
  const asked: string[] = [];
  const workspace: AppClient['workspace'] = {
    open: unused,
    range: unused,
    indexOf: unused,
    reload: unused,
    items: ({ query, from }) => {
      asked.push(`${query.list}${from === undefined ? '' : ' on'}`);
      const [first, ...rest] = [...stored.values()].map(wire);
      if (query.list !== 'pages' || first === undefined) return Promise.resolve({ items: [], next: null });
      return Promise.resolve(
        from === undefined
          ? { items: [first], next: rest.length === 0 ? null : { page_id: { S: 'a' } } }
          : { items: rest, next: null },
      );
    },
    get: ({ key }) => {
      const found = stored.get(stringOf(key, 'page_id') ?? '');
      return Promise.resolve({ item: found === undefined ? null : wire(found) });
    },
    find: unused,
    update: unused,
    contents: () => Promise.resolve(CONTENTS),
    deletePage: unused,
    ...broken,
  };
  const client = { workspace };
  const tableRef = { connection: 'c', table: 'pages' };
  const user = createUserStore({ client, tableRef, userId: 'u' });
  const said: string[] = [];
  const onNotice = (text: string): void => void said.push(text);
  let ids = 0;
  return {
    ...{ user, stored, asked, said },
    edit: createEditStore({ client, user, onNotice, newId: () => `w-${(ids += 1)}` }),
    deletion: createDeletionStore({ client, user, onNotice }),
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const KEY_A = itemKey(wire(pageOf('a')));

describe('a user’s workspace', () => {
  it('is read once, piece by piece, and again as far as it was read', async () => {
    const { user, asked } = opened();
    user.getState().need(pages);
    user.getState().need(pages);
    await settled();
    expect(asked).toEqual(['pages']);
    user.getState().more(pages);
    await settled();
    expect(user.getState().branches.get(queryKey(pages))).toMatchObject({ next: null, phase: 'done' });
    expect(user.getState().items.size).toBe(2);
    user.getState().toggle(KEY_A);
    await settled();
    expect(asked).toEqual(['pages', 'pages on', 'widgets']);
    user.getState().reload();
    await settled();
    expect(asked.slice(3).sort()).toEqual(['pages', 'pages on', 'widgets']);
    expect(user.getState().open).toContain(KEY_A);
  });

  it('says what could not be read, and reads it when asked again', async () => {
    let broken = true;
    const { user } = opened({
      items: () =>
        broken
          ? Promise.reject(new AppError('Throttled', { message: 'slow down' }))
          : Promise.resolve({ items: [], next: null }),
    });
    user.getState().need(pages);
    await settled();
    expect(user.getState().branches.get(queryKey(pages))?.phase).toBe('failed');
    broken = false;
    user.getState().more(pages);
    await settled();
    expect(user.getState().branches.get(queryKey(pages))?.phase).toBe('done');
  });

  it('takes a change, and drops what is gone', async () => {
    const { user } = opened();
    user.getState().need(pages);
    await settled();
    user.getState().select(KEY_A);
    const key = { user_id: { S: 'u' }, page_id: { S: 'a' } };
    user.getState().put('page', key, pageOf('a', 2, 'New'));
    expect(user.getState().items.get(KEY_A)).toMatchObject({ version: 2 });
    user.getState().put('page', key, null);
    expect(user.getState().items.has(KEY_A)).toBe(false);
    expect(user.getState().selected).toBeUndefined();
  });
});

describe('an edit', () => {
  it('sends what was changed under what was seen, each try under a name of its own', async () => {
    const sent: unknown[] = [];
    let outcome: 'conflict' | 'written' = 'conflict';
    const { edit, user, said, stored } = opened({
      update: (input) => {
        sent.push([input.set, input.remove, input.writeId, input.seen['version']]);
        const theirs = pageOf('a', 2, 'Theirs');
        stored.set('a', theirs);
        if (outcome === 'written') return Promise.resolve({ outcome, item: pageOf('a', 3, 'Mine') });
        return Promise.resolve({
          outcome,
          conflict: {
            ...{
              id: 'c',
              at: '',
              table: 'pages',
              taskId: 'u',
              evidence: 'recorded',
              seenState: {},
              actualSeq: 0,
            },
            actualState: theirs,
            attempt: {
              ...{ kind: 'item', layout: 'workspace', key: 'a', action: 'save it', lock: 'version' },
              ...{ expected: '1', met: '2', wanted: {} },
            },
          },
        });
      },
    });
    edit.getState().begin(wire(pageOf('a')));
    edit.getState().enter('name', 'Mine');
    await edit.getState().submit();
    expect(edit.getState().edit?.step.step).toBe('conflict');
    expect(user.getState().items.get(KEY_A)).toMatchObject({ version: 2 });
    await edit.getState().tryOnTop();
    expect(edit.getState().edit?.fields.find(({ name }) => name === 'name')).toMatchObject({
      stored: 'Theirs',
      text: 'Mine',
    });
    outcome = 'written';
    await edit.getState().submit();
    expect(edit.getState().edit).toBeUndefined();
    expect(user.getState().items.get(KEY_A)).toMatchObject({ version: 3 });
    expect(said).toHaveLength(1);
    expect(sent).toEqual([
      [{ name: { S: 'Mine' } }, [], 'w-2', { N: '1' }],
      [{ name: { S: 'Mine' } }, [], 'w-3', { N: '2' }],
    ]);
  });

  it('writes nothing when nothing was changed', async () => {
    const { edit } = opened();
    edit.getState().begin(wire(pageOf('a')));
    await edit.getState().submit();
    expect(edit.getState().edit).toBeUndefined();
  });

  it('is unknown, not failed, when the host is lost before the answer', async () => {
    const lost = new AppError('Disconnected', { message: 'gone' });
    const { edit } = opened({ update: () => Promise.reject(lost) });
    edit.getState().begin(wire(pageOf('a')));
    edit.getState().enter('name', 'Mine');
    await edit.getState().submit();
    expect(edit.getState().edit?.step.step).toBe('unknown');
  });

  it('ends when the item is gone', async () => {
    const { edit, stored } = opened();
    edit.getState().begin(wire(pageOf('a')));
    stored.delete('a');
    await edit.getState().tryOnTop();
    expect(edit.getState().edit?.step.step).toBe('gone');
  });
});

describe('the deletion of a page', () => {
  it('counts first, tells how far it has come, and drops the page', async () => {
    const { deletion, user, said, stored } = opened({
      deletePage: (_page, { onItem }) => {
        onItem({ deleted: CONTENTS, found: CONTENTS });
        expect(deletion.getState().deletion?.step).toMatchObject({ progress: { deleted: CONTENTS } });
        stored.delete('a');
        return Promise.resolve({ outcome: 'deleted', deleted: CONTENTS });
      },
    });
    user.getState().need(pages);
    await settled();
    deletion.getState().begin(wire(pageOf('a')));
    await settled();
    expect(deletion.getState().deletion?.step).toEqual({ step: 'counted', contents: CONTENTS });
    await deletion.getState().run();
    await settled();
    expect(deletion.getState().deletion).toBeUndefined();
    expect(user.getState().items.has(KEY_A)).toBe(false);
    expect(said).toHaveLength(1);
  });

  it('names what is left over, and goes on under the page as it is then', async () => {
    const seen: unknown[] = [];
    const { deletion, stored } = opened({
      deletePage: (input) => {
        seen.push(input.seen['version']);
        stored.set('a', pageOf('a', 2));
        return Promise.resolve({ outcome: 'partly', message: 'some', written: 4, unwritten: ['note “n”'] });
      },
    });
    deletion.getState().begin(wire(pageOf('a')));
    await settled();
    await deletion.getState().run();
    expect(deletion.getState().deletion?.step).toMatchObject({ step: 'partly', unwritten: ['note “n”'] });
    await deletion.getState().again();
    expect(deletion.getState().deletion?.step.step).toBe('counted');
    await deletion.getState().run();
    expect(seen).toEqual([{ N: '1' }, { N: '2' }]);
  });

  it('says that it was stopped when it was', async () => {
    const { deletion } = opened({
      deletePage: (_page, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new AppError('Cancelled', { message: 'stopped' })));
        }),
    });
    deletion.getState().begin(wire(pageOf('a')));
    await settled();
    const over = deletion.getState().run();
    deletion.getState().close();
    expect(deletion.getState().deletion).toBeDefined();
    deletion.getState().stop();
    await over;
    expect(deletion.getState().deletion?.step.step).toBe('stopped');
  });
});
