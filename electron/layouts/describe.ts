import { hasCode } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TableDescription } from '#shared/model/layout.ts';
import type { CallOptions, Dynamo } from '../dynamo/dynamo.ts';
import { detectLayout } from './detect.ts';
import { detectStreams } from './detectStreams.ts';
import { BUILT_IN_LAYOUTS } from './streams/builtInLayouts.ts';

/** Items looked at to tell the layout. */
const SAMPLE = 20;

/** A reader may be allowed to describe a table and not to read it; then its shape alone must do. */
const sampleOf = async (dynamo: Dynamo, table: string, options: CallOptions | undefined) => {
  try {
    return (await dynamo.scanPage({ table, limit: SAMPLE }, options)).items;
  } catch (error) {
    if (hasCode(error, 'AccessDenied') || hasCode(error, 'Throttled')) return [];
    throw error;
  }
};

const ttlOf = async (dynamo: Dynamo, table: string, options: CallOptions | undefined) => {
  try {
    return (await dynamo.describeTtl(table, options)).attribute;
  } catch (error) {
    // Not every reader may ask for it; the table is described all the same.
    if (hasCode(error, 'AccessDenied')) return undefined;
    throw error;
  }
};

/**
 * What the server says of a table, with its layout told from keys, indexes and a few items.
 * Counts are the server's own, on AWS up to six hours old.
 * @throws `TableNotFound` and what any call may
 */
export async function describeTable(
  dynamo: Dynamo,
  table: string,
  options?: CallOptions,
): Promise<TableDescription> {
  const found = await dynamo.describeTable(table, options);
  const [items, ttlAttribute] = await Promise.all([
    found.status === 'ACTIVE'
      ? sampleOf(dynamo, table, options)
      : Promise.resolve<readonly AttributeMap[]>([]),
    ttlOf(dynamo, table, options),
  ]);
  const byTable = detectLayout(found, items);
  const streams =
    byTable === 'castore'
      ? 'castore'
      : byTable === 'other'
        ? detectStreams(BUILT_IN_LAYOUTS, found.key, items)?.name
        : undefined;
  const detected = streams === undefined || byTable === 'castore' ? byTable : 'stream';
  return {
    table,
    status: found.status,
    items: found.items,
    bytes: found.bytes,
    key: found.key,
    indexes: found.indexes.map(({ name, kind, key }) => ({ name, kind, key })),
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
    detected,
    layout: detected,
    ...(streams === undefined ? {} : { detectedStreams: streams }),
  };
}
