import {
  attributeOf,
  numberTextOf,
  stringOf,
  typeOf,
  type AttributeMap,
} from '#shared/model/attributeValue.ts';
import type { StoredRecord } from '#shared/model/taskRecord.ts';
import { recordIdIn } from './keys.ts';

/** A whole number from a wire value's digits; undefined when they are another number, or one too large to be exact. */
const wholeNumber = (digits: string | undefined): number | undefined => {
  const value = digits === undefined || !/^-?\d{1,16}$/.test(digits) ? Number.NaN : Number(digits);
  return Number.isSafeInteger(value) ? value : undefined;
};

const typeFault = (item: AttributeMap, name: string, wanted: 'N' | 'S'): string | undefined => {
  const value = attributeOf(item, name);
  if (value === undefined) return `it has no attribute “${name}”`;
  if (wanted in value) return undefined;
  return `its attribute “${name}” is of type ${typeOf(value)}, not ${wanted === 'N' ? 'a number' : 'a text'}`;
};

/** The version of an item; undefined when there is none that a write could name. */
export function versionIn(item: AttributeMap): number | undefined {
  const version = wholeNumber(numberTextOf(item, 'version'));
  return version === undefined || version < 0 ? undefined : version;
}

/**
 * An item of a `record` table (CONTRACTS 2), whoever wrote it; undefined for an item that is no record.
 * Nothing else is required: what cannot be read has its reason. Never throws.
 */
export function decodeRecordItem(item: AttributeMap): StoredRecord | undefined {
  const id = recordIdIn(item);
  if (id === undefined) return undefined;
  const version = versionIn(item);
  const data = stringOf(item, 'data');
  const expiresAt = wholeNumber(numberTextOf(item, 'expires_at'));
  const versionFault = typeFault(item, 'version', 'N') ?? 'its version is no count from 0 on';
  const dataFault = typeFault(item, 'data', 'S');
  const expiryFault = typeFault(item, 'expires_at', 'N') ?? 'its “expires_at” is no whole number of seconds';
  const expires = attributeOf(item, 'expires_at') !== undefined;
  return {
    ...id,
    ...(version === undefined ? {} : { version }),
    ...(data === undefined ? {} : { data }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    faults: {
      ...(version === undefined ? { version: versionFault } : {}),
      ...(dataFault === undefined ? {} : { data: dataFault }),
      ...(expires && expiresAt === undefined ? { expiresAt: expiryFault } : {}),
    },
  };
}
