import { attributeMap } from '#shared/model/attributeValue.ts';
import { HOUR, rfc3339 } from '../clock.ts';
import { number, text } from '../values.ts';
import type { DemoItem } from './layoutItems.ts';

/**
 * What other writers and accidents left with `ana`: a page whose deletion never ended, one from before there were
 * versions, and a group that cannot be read as one.
 */
export function plantedWorkspace(now: number): readonly DemoItem[] {
  const at = (hours: number) => text(rfc3339(now - hours * HOUR));
  const stamps = (version: number) => ({
    version: number(version),
    created_at: at(400),
    updated_at: at(5),
  });
  const owner = { user_id: text('ana') };
  return [
    {
      table: 'pages',
      item: {
        ...{ ...owner, page_id: text('ana-half-deleted'), name: text('Holiday 2024') },
        ...{ ...stamps(3), position: number(7), deleting_since: at(5) },
      },
    },
    {
      table: 'widgets',
      item: {
        ...{ ...owner, page_id: text('ana-half-deleted'), widget_id: text('ana-half-deleted-w1') },
        ...{ ...stamps(1), type: text('bookmarks'), title: text('Hotels') },
      },
    },
    {
      table: 'pages',
      item: attributeMap([
        ['user_id', text('ana')],
        ['page_id', text('ana-imported')],
        ['name', text('Imported')],
        ['position', number(8)],
        ['import_batch', number('20240131235959123456789')],
        ['__proto__', text('from the old system')],
      ]),
    },
    {
      table: 'widgets',
      item: {
        ...{ ...owner, page_id: text('ana-imported'), widget_id: text('ana-imported-w1') },
        ...{ ...stamps(1), type: text('bookmarks'), title: text('From the old system') },
      },
    },
    {
      table: 'groups',
      item: {
        ...{ widget_id: text('ana-imported-w1'), group_id: text('ana-imported-g1') },
        ...{ ...stamps(2), name: number(42), position: text('first') },
      },
    },
  ];
}
