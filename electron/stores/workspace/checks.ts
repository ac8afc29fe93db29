import { attributeOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { fieldProblem, keyIn, keyWords, WORKSPACE_STAMPS } from '#shared/model/workspaceItem.ts';
import type { WorkspaceModel } from '#shared/model/workspaceModels.ts';
import { invalid } from './errors.ts';

/**
 * DynamoDB's longest keys, in bytes of UTF-8.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const LONGEST = { hash: 2048, range: 1024 } as const;

const checkKeyPart = (part: keyof typeof LONGEST, name: string, value: string | undefined): void => {
  if (value === undefined || value === '') throw invalid(`${name} is empty.`, `Give ${name}.`);
  if (Buffer.byteLength(value) > LONGEST[part]) {
    throw invalid(`${name} is longer than the ${LONGEST[part]} bytes of a key.`, 'Use a shorter one.');
  }
};

/** @throws `InvalidInput` for a key that DynamoDB could not store */
export function checkKey({ hash, range }: WorkspaceModel, key: AttributeMap): void {
  checkKeyPart('hash', hash, stringOf(key, hash));
  if (range !== undefined) checkKeyPart('range', range, stringOf(key, range));
}

/** Parts of the key, or of the index's key, that `attributes` hold. */
const checkIndexKey = ({ index }: WorkspaceModel, attributes: AttributeMap): void => {
  if (index === undefined) return;
  for (const part of ['hash', 'range'] as const) {
    const value = attributeOf(attributes, index[part]);
    if (value !== undefined) checkKeyPart(part, index[part], stringOf(attributes, index[part]));
  }
};

const checkFields = (model: WorkspaceModel, attributes: AttributeMap): void => {
  const problem = fieldProblem(model, attributes);
  if (problem !== undefined)
    throw invalid(`The ${model.name} cannot be stored so: ${problem}.`, 'Correct it.');
  checkIndexKey(model, attributes);
};

const isStamp = (name: string): boolean => WORKSPACE_STAMPS.some((stamp) => stamp === name);

const checkStamps = (names: readonly string[]): void => {
  const stamp = names.find(isStamp);
  if (stamp !== undefined) throw invalid(`${stamp} is set by the store itself.`, 'Leave it out.');
};

/** @throws `InvalidInput` for a new item that lacks a field, has one of another type, or cannot be stored */
export function checkNew(model: WorkspaceModel, attributes: AttributeMap): void {
  checkStamps(Object.keys(attributes));
  checkKey(model, keyIn(model, attributes));
  const missing = model.required.find((name) => attributeOf(attributes, name) === undefined);
  if (missing !== undefined) throw invalid(`A ${model.name} needs ${missing}.`, `Give ${missing}.`);
  checkFields(model, attributes);
}

/** @throws `InvalidInput` for a change of the key or of what the store keeps, or to what cannot be stored */
export function checkChange(
  model: WorkspaceModel,
  key: AttributeMap,
  set: AttributeMap,
  remove: readonly string[],
): void {
  checkKey(model, key);
  const names = [...Object.keys(set), ...remove];
  checkStamps(names);
  const keyName = names.find((name) => name === model.hash || name === model.range);
  if (keyName !== undefined) {
    throw invalid(`${keyName} names the ${keyWords(model, key)} and cannot change.`, 'Create another item.');
  }
  const needed = remove.find((name) => model.required.includes(name));
  if (needed !== undefined) throw invalid(`A ${model.name} needs ${needed}.`, 'Set another value instead.');
  const both = remove.find((name) => Object.hasOwn(set, name));
  if (both !== undefined) throw invalid(`${both} cannot be set and removed at once.`, 'Decide for one.');
  checkFields(model, set);
}
