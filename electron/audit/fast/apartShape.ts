import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { matchPattern, parsePattern } from '../../layouts/streams/pattern.ts';
import { decodeItem } from '../../pages/decodeItem.ts';
import type { ItemOrigins } from '../itemOrigins.ts';
import type { ItemReader } from './itemReader.ts';
import { SLOT } from './taskSlots.ts';

/** A layout as if all of its items lay in one table, and which of them count where they do lie. */
export interface ApartShape {
  readonly file: LayoutFile;
  /** Whether the item last read is what the layout reads from the table that it comes from. */
  readonly counts: (reader: ItemReader, origin: number) => boolean;
}

const isAt = ({ bytes, found }: ItemReader, key: Uint8Array): boolean => {
  const from = found.from[SLOT.sort] ?? 0;
  if ((found.to[SLOT.sort] ?? 0) - from !== key.length) return false;
  for (let at = 0; at < key.length; at += 1) if (bytes[from + at] !== key[at]) return false;
  return true;
};

/**
 * How streams whose projections lie in another table can be folded as if they lay in one: where a projection has a sort
 * key that no event has, so that its table and its key tell what an item is. Undefined for other layouts.
 */
export function apartShapeOf(file: LayoutFile, origins: ItemOrigins): ApartShape | undefined {
  const [rule, ...moreEvents] = file.events;
  const [stored, ...moreStored] = file.projections;
  if (rule?.match.sort === undefined || stored?.table === undefined) return undefined;
  if (moreEvents.length > 0 || moreStored.length > 0 || file.key.sort?.type !== 'S') return undefined;
  const pattern = parsePattern(rule.match.sort).pattern;
  const [key, ...more] = parsePattern(stored.match.sort ?? '').pattern?.pieces ?? [];
  if (pattern === undefined || key?.literal === undefined || more.length > 0) return undefined;
  if (matchPattern(pattern, key.literal) !== undefined) return undefined;
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(key.literal).slice(1, -1)));
  const { table: _, ...beside } = stored;
  return {
    file: { ...file, projections: [beside] },
    counts: (reader, origin) => {
      if (origin === 0) return true;
      if (reader.found.escaped[SLOT.sort] === 0) return isAt(reader, bytes) === origin > 1;
      const item = decodeItem(reader.bytes, reader.from, reader.to);
      return item !== undefined && origins.read(item, origin).some(({ kind }) => kind !== 'bystander');
    },
  };
}
