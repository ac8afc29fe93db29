import { attributeMap, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { keyIn, WORKSPACE_STAMPS, type WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS, type WorkspaceModelName } from '#shared/model/workspaceModels.ts';

/** The words and the glyph of each model; a glyph is a path on a grid of 16. */
export const MODEL_LOOK = {
  page: { one: 'page', many: 'pages', glyph: 'M3 2h7l3 3v9H3zM10 2v3h3' },
  widget: { one: 'widget', many: 'widgets', glyph: 'M2 3h12v10H2zM2 6h12' },
  group: { one: 'group', many: 'groups', glyph: 'M2 4h4l1.5 1.5H14V13H2z' },
  bookmark: { one: 'bookmark', many: 'bookmarks', glyph: 'M4.5 2h7v12L8 11l-3.5 3z' },
  note: { one: 'note', many: 'notes', glyph: 'M3 2.5h10v11H3zM5.5 6h5M5.5 8.5h5M5.5 11h3' },
  tagAssociation: { one: 'tag', many: 'tags', glyph: 'M2 7.5V2h5.5L14 8.5 8.5 14zM5 5h.1' },
  share: { one: 'share', many: 'shares', glyph: 'M5.5 8l5-3.5M5.5 8l5 3.5M4 8h.1M12 4h.1M12 12h.1' },
  preferences: {
    one: 'preferences',
    many: 'preferences',
    glyph: 'M2 5h7m3 0h2M2 11h2m3 0h7M10.5 5h.1M5.5 11h.1',
  },
} as const satisfies Record<WorkspaceModelName, { one: string; many: string; glyph: string }>;

/** One text for one item, to tell it from every other. */
export function itemKey({ model, attributes }: Pick<WorkspaceItem, 'model' | 'attributes'>): string {
  return keyText(model, keyIn(WORKSPACE_MODELS[model], attributes));
}

/** One text for the key of an item. */
export function keyText(model: WorkspaceModelName, key: AttributeMap): string {
  const { hash, range } = WORKSPACE_MODELS[model];
  return JSON.stringify([model, stringOf(key, hash), range === undefined ? null : stringOf(key, range)]);
}

/** The id that an item has within its parent. */
export function idOf({ model, attributes }: Pick<WorkspaceItem, 'model' | 'attributes'>): string {
  const { hash, range } = WORKSPACE_MODELS[model];
  return stringOf(attributes, range ?? hash) ?? '?';
}

const TITLES = ['name', 'title', 'url', 'content', 'type'] as const;

/** What an item is called by people; undefined when it has only its id. */
export function titleOf({
  model,
  attributes,
}: Pick<WorkspaceItem, 'model' | 'attributes'>): string | undefined {
  switch (model) {
    case 'tagAssociation':
      return stringOf(attributes, 'tag');
    case 'share':
      return stringOf(attributes, 'shared_with');
    case 'preferences':
      return stringOf(attributes, 'user_id');
    case 'page':
    case 'widget':
    case 'group':
    case 'bookmark':
    case 'note': {
      const title = TITLES.map((name) => stringOf(attributes, name)).find(
        (text) => (text ?? '').trim() !== '',
      );
      // A note may be long; a row shows its first line.
      return title?.split('\n', 1)[0];
    }
  }
}

/** What else a row says of an item. */
export function asideOf({ model, attributes }: WorkspaceItem): string | undefined {
  switch (model) {
    case 'bookmark':
      return stringOf(attributes, 'url');
    case 'widget':
      return stringOf(attributes, 'type');
    case 'tagAssociation':
      return [stringOf(attributes, 'item_type'), stringOf(attributes, 'item_id')].filter(Boolean).join(' ');
    case 'share':
      return [stringOf(attributes, 'permission'), stringOf(attributes, 'page_id')]
        .filter(Boolean)
        .join(' · ');
    case 'page':
    case 'group':
    case 'note':
    case 'preferences':
      return undefined;
  }
}

/** An item's attributes in the order of its model: key, fields, what the model does not know, what the store keeps. */
export function orderedAttributes({ model, attributes }: WorkspaceItem): AttributeMap {
  const { fields } = WORKSPACE_MODELS[model];
  const stamps: readonly string[] = WORKSPACE_STAMPS;
  const rankOf = (name: string): number => {
    const field = fields.indexOf(name);
    if (field >= 0) return field;
    const stamp = stamps.indexOf(name);
    return stamp < 0 ? fields.length : fields.length + 1 + stamp;
  };
  const entries = Object.entries(attributes);
  return attributeMap(entries.sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1)));
}

/** Where an item stands among its like; those without a place come last. */
export function positionOf({ attributes }: WorkspaceItem): number {
  const value = attributes['position'];
  const position = value !== undefined && 'N' in value ? Number(value.N) : Number.NaN;
  return Number.isNaN(position) ? Number.MAX_VALUE : position;
}
