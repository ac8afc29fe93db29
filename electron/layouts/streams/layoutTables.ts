import type { LayoutFile } from '#shared/model/streamLayout.ts';

/** The tables that projections of a layout lie in, beside that of its events. */
export const projectionTables = ({ projections }: Pick<LayoutFile, 'projections'>): readonly string[] => [
  ...new Set(projections.flatMap(({ table }) => table ?? [])),
];

/** What {@link CompiledLayout.readItem} is told of items among the events where the table's name is not known: none has it. */
export const OF_EVENTS = '';

/**
 * What {@link CompiledLayout.readItem} is told of items of the events' table, one after the other: it may be one that
 * the layout names for projections as well. Rules for other tables have no part in it.
 */
export const rolesIn = (file: Pick<LayoutFile, 'projections'>, table: string): readonly string[] => [
  OF_EVENTS,
  ...projectionTables(file).filter((other) => other === table),
];

/** A table that holds something of a layout's streams. */
export interface LayoutTable {
  readonly table: string;
  /** What {@link CompiledLayout.readItem} is told of its items; undefined: it holds events and projections. */
  readonly as: string | undefined;
}

/**
 * All tables of a layout whose events lie in `table`, that one last: what is written while they are read makes a
 * projection seem to lag then, and not to tell of events that never were.
 */
export function tablesOf(file: Pick<LayoutFile, 'projections'>, table: string): readonly LayoutTable[] {
  const others = projectionTables(file).filter((other) => other !== table);
  const all = projectionTables(file).length;
  return [
    ...others.map((other) => ({ table: other, as: other })),
    // A table that the layout names for projections holds both when its events are looked for there too.
    { table, as: others.length === all && all > 0 ? table : undefined },
  ];
}
