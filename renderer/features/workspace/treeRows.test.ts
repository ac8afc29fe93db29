import { expect, it } from 'vitest';
import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { readWorkspaceItem, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import { itemKey } from './itemLook.ts';
import { treeRows } from './treeRows.ts';
import { queryKey, type Branch, type UserView } from './userState.ts';

const item = (model: WorkspaceModelName, attributes: AttributeMap): WorkspaceItem =>
  readWorkspaceItem<WorkspaceModelName>(WORKSPACE_MODELS[model], attributes);

const page = (id: string, position?: string): WorkspaceItem =>
  item('page', {
    user_id: { S: 'u' },
    page_id: { S: id },
    ...(position === undefined ? {} : { position: { N: position } }),
  });

const widget = item('widget', { page_id: { S: 'a' }, widget_id: { S: 'w' } });
const group = item('group', { widget_id: { S: 'w' }, group_id: { S: 'g' } });
const bookmark = item('bookmark', { group_id: { S: 'g' }, bookmark_id: { S: 'b' } });

const pages: WorkspaceQuery = { list: 'pages', userId: 'u' };
const widgets: WorkspaceQuery = { list: 'widgets', userId: 'u', pageId: 'a' };
const groups: WorkspaceQuery = { list: 'groups', userId: 'u', widgetId: 'w' };
const bookmarks: WorkspaceQuery = { list: 'bookmarks', groupId: 'g' };
const notes: WorkspaceQuery = { list: 'notes', groupId: 'g' };

const view = (
  answers: readonly (readonly [WorkspaceQuery, readonly WorkspaceItem[], Partial<Branch>?])[],
  open: readonly WorkspaceItem[] = [],
): UserView => ({
  items: new Map(answers.flatMap(([, items]) => items.map((each) => [itemKey(each), each]))),
  branches: new Map(
    answers.map(([query, items, more]) => [
      queryKey(query),
      { query, keys: items.map(itemKey), next: null, phase: 'done', ...more },
    ]),
  ),
  open: new Set(open.map(itemKey)),
});

const drawn = (shown: UserView): readonly string[] =>
  treeRows('u', shown, itemKey).map((row) => {
    const indent = '  '.repeat(row.depth);
    if (row.kind !== 'value')
      return `${indent}${row.kind === 'note' ? row.note : `more of ${row.query.list}`}`;
    const sign = row.branch ? (row.open ? '-' : '+') : ' ';
    return `${indent}${sign} ${row.item.model} ${row.position}/${row.size}`;
  });

it('shows pages in their order, and under what is open what lies in it', () => {
  const shown = view(
    [
      [pages, [page('z', '0'), page('a', '1'), page('m')]],
      [widgets, [widget]],
      [groups, [group]],
      [bookmarks, [bookmark]],
      [notes, []],
    ],
    [page('a'), widget, group],
  );
  expect(drawn(shown)).toEqual([
    '+ page 1/3',
    '- page 2/3',
    '  - widget 1/1',
    '    - group 1/1',
    '        bookmark 1/1',
    '+ page 3/3',
  ]);
});

it('says what is on its way, empty, failed, or more than was read', () => {
  expect(drawn(view([]))).toEqual(['loading']);
  expect(drawn(view([[pages, []]]))).toEqual(['empty']);
  expect(drawn(view([[pages, [], { phase: 'failed' }]]))).toEqual(['failed']);
  const opened = [page('a'), widget, group];
  const shown = view(
    [
      [pages, [page('a')]],
      [widgets, [widget]],
      [groups, [group]],
      [bookmarks, [bookmark], { next: { bookmark_id: { S: 'b' } } }],
      [notes, [], { phase: 'running' }],
    ],
    opened,
  );
  expect(drawn(shown).slice(3)).toEqual(['        bookmark 1/1', '      more of bookmarks', '      loading']);
});

it('keeps the order of the table while a query has brought only some of its items', () => {
  const some = view([[pages, [page('a', '9'), page('b', '1')], { next: {} }]]);
  const ids = treeRows('u', some, itemKey).flatMap((row) =>
    row.kind === 'value' ? [row.item.attributes['page_id']] : [],
  );
  expect(ids).toEqual([{ S: 'a' }, { S: 'b' }]);
});
