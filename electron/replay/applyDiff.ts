import { AppError } from '#shared/errors/appError.ts';
import {
  attributeMap,
  attributeOf,
  withAttribute,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import type { Change, Diff } from '#shared/model/diff.ts';

const misfit = (change: Change): AppError =>
  new AppError('InvalidInput', {
    message: `The change at ${JSON.stringify(change.path)} does not fit this document.`,
    nextStep: 'Apply a diff only to the document that it was taken from.',
  });

function inMap(map: AttributeMap, change: Change, depth: number): AttributeMap {
  const name = change.path[depth];
  if (typeof name !== 'string') throw misfit(change);
  const present = attributeOf(map, name);
  if (depth < change.path.length - 1) {
    if (present === undefined) throw misfit(change);
    return withAttribute(map, name, inValue(present, change, depth + 1));
  }
  if ((present === undefined) !== (change.op === 'add')) throw misfit(change);
  return change.op === 'remove'
    ? attributeMap(Object.entries(map).filter(([other]) => other !== name))
    : withAttribute(map, name, change.after);
}

function inList(list: readonly AttributeValue[], change: Change, depth: number): readonly AttributeValue[] {
  const index = change.path[depth];
  if (typeof index !== 'number' || index > list.length) throw misfit(change);
  const before = list.slice(0, index);
  const present = list[index];
  if (depth === change.path.length - 1 && change.op === 'add') {
    return [...before, change.after, ...list.slice(index)];
  }
  if (present === undefined) throw misfit(change);
  const rest = list.slice(index + 1);
  if (depth < change.path.length - 1) return [...before, inValue(present, change, depth + 1), ...rest];
  return change.op === 'change' ? [...before, change.after, ...rest] : [...before, ...rest];
}

function inValue(value: AttributeValue, change: Change, depth: number): AttributeValue {
  if ('M' in value) return { M: inMap(value.M, change, depth) };
  if ('L' in value) return { L: inList(value.L, change, depth) };
  throw misfit(change);
}

/**
 * `document` with `diff` applied, change after change.
 * @throws `InvalidInput` when a change does not fit: the document is another than the diff was taken from
 */
export function applyDiff(diff: Diff, document: AttributeMap): AttributeMap {
  return diff.reduce((state, change) => inMap(state, change, 0), document);
}
