import { z } from 'zod';
import {
  attributeMap,
  attributeMapSchema,
  attributeOf,
  stringOf,
  type AttributeMap,
  type AttributeValue,
} from './attributeValue.ts';
import { canonicalNumber } from './numbers.ts';
import {
  workspaceModelNameSchema,
  type StoredFields,
  type WorkspaceModel,
  type WorkspaceModelName,
} from './workspaceModels.ts';

/** The attributes that every item of a workspace has beside its fields; only the store writes them. */
export const WORKSPACE_STAMPS = ['version', 'created_at', 'updated_at', 'write_id'] as const;

/** Zod schema for an item of a workspace as it lies in its table. */
export const workspaceItemSchema = z.object({
  model: workspaceModelNameSchema,
  /** Every attribute, known or not, as stored. */
  attributes: attributeMapSchema,
  /** What it is locked by: 0 where it has none, null where what it has is no version. */
  version: z.int().min(0).nullable(),
  /** Why it cannot be read as its model says; absent when it can. */
  problem: z.string().optional(),
});

/** An item of a workspace as it lies in its table. */
export type WorkspaceItem = z.infer<typeof workspaceItemSchema>;

/** An item with its fields read; undefined when they cannot be. Fields other than the keys may be missing. */
export interface TypedItem<N extends WorkspaceModelName> extends WorkspaceItem {
  readonly value: StoredFields<N> | undefined;
}

/** A number that JavaScript holds exactly; any other stays its text, which no field takes. */
const numberOf = (text: string): number | string => {
  const number = Number(text);
  return Number.isFinite(number) && canonicalNumber(String(number)) === canonicalNumber(text) ? number : text;
};

const plainOf = (value: AttributeValue): unknown => {
  if ('S' in value) return value.S;
  if ('N' in value) return numberOf(value.N);
  if ('BOOL' in value) return value.BOOL;
  if ('M' in value) return value.M;
  return value;
};

/** A field's value as it is stored. @throws TypeError for a value that no model has */
export function encodeField(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  const map = attributeMapSchema.safeParse(value);
  if (map.success) return { M: map.data };
  throw new TypeError('A field is text, a number, a truth value or a map.');
}

/** Fields as attributes; those that are undefined are left out. */
export function encodeFields(fields: Readonly<Record<string, unknown>>): AttributeMap {
  return attributeMap(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, encodeField(value)] as const],
    ),
  );
}

/** The version that `item` is locked by; 0 without one, null when the attribute is no whole number from 0 on. */
export function versionOf(item: AttributeMap): number | null {
  const value = attributeOf(item, 'version');
  if (value === undefined) return 0;
  const version = 'N' in value ? numberOf(value.N) : undefined;
  return typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 ? version : null;
}

/** The attributes of the key alone. */
export function keyIn(model: WorkspaceModel, item: AttributeMap): AttributeMap {
  return attributeMap(
    [model.hash, ...(model.range === undefined ? [] : [model.range])].flatMap((name) => {
      const value = attributeOf(item, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** A key from its parts. */
export function workspaceKey(model: WorkspaceModel, hash: string, range?: string): AttributeMap {
  return attributeMap([
    [model.hash, { S: hash }],
    ...(model.range === undefined ? [] : [[model.range, { S: range ?? '' }] as const]),
  ]);
}

/** A key in words: `bookmark “b1” in “g1”`. */
export function keyWords(model: WorkspaceModel, key: AttributeMap): string {
  const hash = stringOf(key, model.hash) ?? '?';
  const range = model.range === undefined ? undefined : (stringOf(key, model.range) ?? '?');
  const name = model.name === 'tagAssociation' ? 'tag' : model.name;
  return range === undefined ? `${name} “${hash}”` : `${name} “${range}” in “${hash}”`;
}

/** What is wrong with known fields among `attributes`; undefined when nothing is. Missing fields are nothing wrong. */
export function fieldProblem(model: WorkspaceModel, attributes: AttributeMap): string | undefined {
  const parsed = fieldsOf(model, attributes);
  return parsed.success ? undefined : problemText(parsed.error);
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  // Every number that a model has counts something.
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
};

const problemText = ({ issues }: z.ZodError): string =>
  issues
    .map((issue) => {
      const expected = issue.code === 'invalid_type' ? KINDS[issue.expected] : undefined;
      return `${issue.path.join('.')} is not ${expected ?? 'what it should be'}`;
    })
    .join('; ');

const fieldsOf = <N extends WorkspaceModelName>(
  { fields, stored }: WorkspaceModel<N>,
  attributes: AttributeMap,
) =>
  z.safeParse(
    stored,
    Object.fromEntries(
      fields.flatMap((name) => {
        const value = attributeOf(attributes, name);
        return value === undefined ? [] : [[name, plainOf(value)]];
      }),
    ),
  );

const stampProblem = (attributes: AttributeMap): string | undefined => {
  if (versionOf(attributes) === null) return 'version is not a whole number from 0 on';
  const name = (['created_at', 'updated_at'] as const).find((each) => {
    const value = attributeOf(attributes, each);
    return value !== undefined && !('S' in value);
  });
  return name === undefined ? undefined : `${name} is not text`;
};

/** Reads a stored item; what cannot be read says why and keeps all its attributes. */
export function readWorkspaceItem<N extends WorkspaceModelName>(
  model: WorkspaceModel<N>,
  attributes: AttributeMap,
): TypedItem<N> {
  const parsed = fieldsOf(model, attributes);
  const problem = parsed.success ? stampProblem(attributes) : problemText(parsed.error);
  return {
    model: model.name,
    attributes,
    version: versionOf(attributes),
    ...(problem === undefined ? {} : { problem }),
    value: parsed.data,
  };
}
