import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { CompiledLayout } from '../layouts/streams/compiledLayout.ts';
import { OF_EVENTS, projectionTables } from '../layouts/streams/layoutTables.ts';

/** The tables that items of a layout come from, as small numbers. 0: from any of them. */
export interface ItemOrigins {
  /** Whether the layout names tables of projections; if not, everything is of origin 0. */
  readonly split: boolean;
  readonly of: (table: string | undefined) => number;
  /** What an item of an origin says. @throws AppError `InvalidInput` for one of origin 0 that could be of two tables */
  readonly read: (item: AttributeMap, origin?: number) => readonly TaskItem[];
}

const eitherWay = (layout: string): AppError =>
  new AppError('InvalidInput', {
    message: `By the layout “${layout}” an item could be one of the events or one of the projections, which lie in another table.`,
    nextStep: 'Give the items of each table by themselves, as audit --projections does.',
  });

const isProjection = ({ kind }: TaskItem): boolean => kind === 'projection';

/** Tells where the items of a layout come from. */
export function itemOrigins(layout: Pick<CompiledLayout, 'file' | 'readItem' | 'rulesFor'>): ItemOrigins {
  const { file, readItem, rulesFor } = layout;
  const others = projectionTables(file);
  const split = others.length > 0;
  const names = [undefined, OF_EVENTS, ...others];
  const apart = new Set(
    file.projections.flatMap(({ table }, index) => (table === undefined ? [] : [`projections[${index}]`])),
  );

  const readAny = (item: AttributeMap): readonly TaskItem[] => {
    const found = readItem(item);
    const both = found.some(isProjection) && !found.every(isProjection);
    if (both && rulesFor(item).some((rule) => apart.has(rule))) throw eitherWay(file.name);
    return found;
  };

  return {
    split,
    of: (table) => {
      if (!split || table === undefined) return 0;
      const other = others.indexOf(table);
      return other < 0 ? 1 : other + 2;
    },
    read: (item, origin = 0) => {
      if (!split) return readItem(item);
      return origin === 0 ? readAny(item) : readItem(item, names[origin]);
    },
  };
}
