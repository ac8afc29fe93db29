import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { encodeFields } from '#shared/model/workspaceItem.ts';
import {
  WORKSPACE_MODELS,
  type WorkspaceFields,
  type WorkspaceModelName,
} from '#shared/model/workspaceModels.ts';
import { busyMoment, DAY, MINUTE, rfc3339 } from '../clock.ts';
import { createRandom, type Random } from '../random.ts';
import { number, text } from '../values.ts';
import type { DemoItem, LayoutItems } from './layoutItems.ts';
import { plantedWorkspace } from './plantedWorkspace.ts';
import { COLOURS, GROUPS, LINKS, NOTES, PAGES, TAGS, WIDGETS } from './workspaceTexts.ts';

/** How much a user has: of each the number in one of the level above. */
interface Share {
  readonly user: string;
  readonly pages: number;
  readonly widgets: number;
  readonly groups: number;
  readonly bookmarks: number;
  readonly notes: number;
}

/** Four users with a little, and one with so much that it is read in pieces. */
const USERS: readonly Share[] = [
  { user: 'ana', pages: 3, widgets: 3, groups: 2, bookmarks: 5, notes: 2 },
  { user: 'dmitri@example.org', pages: 2, widgets: 2, groups: 2, bookmarks: 4, notes: 1 },
  { user: 'librarian', pages: 1, widgets: 2, groups: 1, bookmarks: 620, notes: 20 },
  { user: 'oidc#7:ren', pages: 1, widgets: 2, groups: 2, bookmarks: 3, notes: 2 },
  { user: 'みどり', pages: 1, widgets: 1, groups: 2, bookmarks: 4, notes: 1 },
];

/** Makes the items of one user, of each the table it goes to. */
interface Maker {
  readonly item: <N extends WorkspaceModelName>(name: N, fields: WorkspaceFields[N]) => DemoItem;
}

function makerOf(random: Random, now: number): Maker {
  let made = 0;
  return {
    item: (name, fields) => {
      // Chance of its own, since how many draws a moment takes depends on the time of day.
      const own = random.fork(`stamps-${made}`);
      made += 1;
      const version = Math.max(1, Math.floor(own.logNormal(1.4, 0.8)));
      const write = own.hex(12);
      const created = busyMoment(own, now - 90 * DAY, now - 10 * MINUTE);
      const changed = version === 1 ? created : busyMoment(own, created, now - MINUTE);
      const stamps: AttributeMap = {
        version: number(version),
        created_at: text(rfc3339(created)),
        updated_at: text(rfc3339(changed)),
        write_id: text(`demo-${write}`),
      };
      return { table: WORKSPACE_MODELS[name].table, item: { ...encodeFields(fields), ...stamps } };
    },
  };
}

function* groupItems(share: Share, group_id: string, random: Random, { item }: Maker): Generator<DemoItem> {
  const { user: user_id } = share;
  for (let position = 0; position < share.bookmarks; position += 1) {
    const [title, url] = random.pick(LINKS);
    const bookmark_id = `${group_id}-b${String(position + 1).padStart(4, '0')}`;
    const numbered = share.bookmarks > LINKS.length ? ` ${position + 1}` : '';
    yield item('bookmark', {
      ...{ group_id, bookmark_id, user_id, title: `${title}${numbered}`, url, position },
      ...(random.chance(0.2) ? { description: 'To be read again.' } : {}),
    });
    if (random.chance(0.5)) {
      const tag = random.pick(TAGS);
      yield item('tagAssociation', { item_id: bookmark_id, tag, user_id, item_type: 'bookmark' });
    }
  }
  for (let position = 0; position < share.notes; position += 1) {
    const note_id = `${group_id}-n${position + 1}`;
    const [title, content] = random.pick(NOTES);
    const color = random.pick(COLOURS);
    yield item('note', { group_id, note_id, user_id, title, content, color, position });
    if (random.chance(0.4)) {
      const tag = random.pick(TAGS);
      yield item('tagAssociation', { item_id: note_id, tag, user_id, item_type: 'note' });
    }
  }
}

function* userItems(share: Share, random: Random, now: number): Generator<DemoItem> {
  const { user: user_id } = share;
  const maker = makerOf(random, now);
  const { item } = maker;
  const short = user_id.replace(/[^a-z]/g, '').slice(0, 4) || 'u';
  const firstPage = `${short}-1`;
  yield item('preferences', {
    ...{
      user_id,
      theme: random.pick(['light', 'dark', 'system']),
      language: random.pick(['en', 'de', 'ja']),
    },
    ...{ default_page_id: firstPage, settings: { open_in_new_tab: { BOOL: true }, columns: { N: '3' } } },
  });
  for (let page = 0; page < share.pages; page += 1) {
    const page_id = `${short}-${page + 1}`;
    const name = PAGES[page % PAGES.length] ?? 'Page';
    yield item('page', { user_id, page_id, name, position: page });
    for (let widget = 0; widget < share.widgets; widget += 1) {
      const widget_id = `${page_id}-w${widget + 1}`;
      const [type, title] = WIDGETS[widget % WIDGETS.length] ?? WIDGETS[0];
      yield item('widget', {
        ...{ page_id, widget_id, user_id, type, title },
        ...{ column: widget % 3, position: Math.floor(widget / 3), collapsed: random.chance(0.1) },
      });
      for (let group = 0; group < share.groups; group += 1) {
        const group_id = `${widget_id}-g${group + 1}`;
        const label = random.pick(GROUPS);
        const color = random.pick(COLOURS);
        yield item('group', { widget_id, group_id, user_id, name: label, color, position: group });
        yield* groupItems(share, group_id, random, maker);
      }
    }
    if (page === 0 || random.chance(0.6)) {
      yield item('share', {
        ...{ share_id: `share-${random.hex(10)}`, user_id, page_id },
        ...{ shared_with: random.pick(['ben', 'chidi', 'team']), permission: random.pick(['view', 'edit']) },
      });
    }
  }
}

/** The items of each table together, so that they are written many at a time. */
function byTable(items: Iterable<DemoItem>): readonly DemoItem[] {
  const order = Object.values(WORKSPACE_MODELS).map(({ table }) => table);
  return [...items].sort((a, b) => order.indexOf(a.table) - order.indexOf(b.table));
}

/** The demonstration items of the layout `workspace`: five users, one of them with more than a thousand bookmarks. */
export const workspaceItems: LayoutItems = function* ({ seed, now }) {
  const random = createRandom(`${seed}/workspace`);
  for (const share of USERS) yield* byTable(userItems(share, random.fork(share.user), now));
  yield* plantedWorkspace(now);
};
