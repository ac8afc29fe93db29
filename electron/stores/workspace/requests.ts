import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { keyIn } from '#shared/model/workspaceItem.ts';
import type { UpdateRequest, WriteMember } from '../../dynamo/dynamo.ts';
import type { ItemChange, ItemWrite } from './itemTables.ts';

/** The condition that an item still has `version`. Items of foreign writers may have none, which counts as 0. */
export function versionCondition(hash: string, version: number) {
  return {
    condition:
      version === 0
        ? 'attribute_exists(#hash) AND (attribute_not_exists(#version) OR #version = :was)'
        : '#version = :was',
    names: { '#version': 'version', ...(version === 0 ? { '#hash': hash } : {}) },
    values: { ':was': { N: String(version) } },
  };
}

/** The update that sets and removes attributes under a version; every name goes through a placeholder. */
export function updateRequest(table: string, change: ItemChange): UpdateRequest {
  const { condition, names, values } = versionCondition(change.model.hash, change.version);
  const set = Object.entries(change.set);
  const sets = set.map((_, index) => `#s${index} = :s${index}`).join(', ');
  const removes = change.remove.map((_, index) => `#r${index}`).join(', ');
  return {
    table,
    key: change.key,
    update: `SET ${sets}${removes === '' ? '' : ` REMOVE ${removes}`}`,
    condition,
    names: {
      ...names,
      ...Object.fromEntries(set.map(([name], index) => [`#s${index}`, name])),
      ...Object.fromEntries(change.remove.map((name, index) => [`#r${index}`, name])),
    },
    values: { ...values, ...Object.fromEntries(set.map(([, value], index) => [`:s${index}`, value])) },
  };
}

/** A write as a member of a transaction, or as the request of its own call. */
export function memberOf(table: string, write: ItemWrite): WriteMember {
  switch (write.kind) {
    case 'create':
      return {
        kind: 'put',
        table,
        item: write.item,
        condition: 'attribute_not_exists(#hash)',
        names: { '#hash': write.model.hash },
      };
    case 'update':
      return { kind: 'update', ...updateRequest(table, write) };
    case 'delete':
      return { kind: 'delete', table, key: write.key, ...versionCondition(write.model.hash, write.version) };
    case 'erase':
      return { kind: 'delete', table, key: write.key };
  }
}

/** The key that a write is about. */
export function keyOfWrite(write: ItemWrite): AttributeMap {
  return write.kind === 'create' ? keyIn(write.model, write.item) : write.key;
}
