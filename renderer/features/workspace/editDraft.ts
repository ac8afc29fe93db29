import { z } from 'zod';
import {
  attributeMap,
  attributeOf,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import type { WorkspaceModel, WorkspaceModelName } from '#shared/model/workspaceModels.ts';

/** One field of an item as it is entered. */
export interface FieldDraft {
  readonly name: string;
  readonly kind: 'text' | 'whole' | 'truth';
  readonly required: boolean;
  /** As stored, as text; undefined where there is no such attribute. */
  readonly stored: string | undefined;
  /** As entered; empty and not stored: none. */
  readonly text: string;
}

/** What is to be written: attributes to set, names of those to remove. */
export interface Change {
  readonly set: AttributeMap;
  readonly remove: readonly string[];
}

const PROBES: readonly (readonly [FieldDraft['kind'], unknown])[] = [
  ['text', 'x'],
  ['whole', 1],
  ['truth', true],
];

/** What a field of a model takes; undefined for one that is not edited as a line of text. */
function kindOf<N extends WorkspaceModelName>(
  { stored }: WorkspaceModel<N>,
  name: string,
): FieldDraft['kind'] | undefined {
  return PROBES.find(([, probe]) => z.safeParse(stored, { [name]: probe }).success)?.[0];
}

const textOf = (value: AttributeValue | undefined): string | undefined => {
  if (value === undefined) return undefined;
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('BOOL' in value) return value.BOOL ? 'true' : 'false';
  return '';
};

/** The owner, and what the deletion of a page sets: never by hand. */
const NOT_EDITED = ['user_id', 'deleting_since'];

/** The fields that can be edited, as they are stored. Keys, stamps and what the model does not know stay as they are. */
export function draftOf<N extends WorkspaceModelName>(
  model: WorkspaceModel<N>,
  seen: AttributeMap,
): readonly FieldDraft[] {
  return model.fields.flatMap((name) => {
    const kind = kindOf(model, name);
    if (kind === undefined || name === model.hash || name === model.range || NOT_EDITED.includes(name))
      return [];
    const stored = textOf(attributeOf(seen, name));
    return [{ name, kind, required: model.required.includes(name), stored, text: stored ?? '' }];
  });
}

/** The fields as entered, over what is stored now: what was not touched follows it. */
export function rebased(fields: readonly FieldDraft[], now: readonly FieldDraft[]): readonly FieldDraft[] {
  return now.map((fresh) => {
    const entered = fields.find(({ name }) => name === fresh.name);
    return entered === undefined || !isTouched(entered) ? fresh : { ...fresh, text: entered.text };
  });
}

/** Whether the field says something else than what is stored. */
export function isTouched({ text, stored }: FieldDraft): boolean {
  return text !== (stored ?? '');
}

/** What is wrong with a field as entered; undefined when nothing is. */
export function problemOf({ kind, text, required }: FieldDraft): string | undefined {
  if (kind !== 'text' && text === '') return required ? 'It cannot be empty.' : undefined;
  if (kind === 'whole' && !(/^-?\d+$/.test(text) && Number.isSafeInteger(Number(text))))
    return 'A whole number.';
  return undefined;
}

const valueOf = ({ kind, text }: FieldDraft): AttributeValue => {
  switch (kind) {
    case 'text':
      return { S: text };
    case 'whole':
      return { N: String(Number(text)) };
    case 'truth':
      return { BOOL: text === 'true' };
  }
};

/** What was changed, and nothing else; an optional field that was emptied is removed. */
export function changeOf(fields: readonly FieldDraft[]): Change {
  const touched = fields.filter(isTouched);
  const emptied = touched.filter(({ text, required }) => text === '' && !required);
  return {
    set: attributeMap(
      touched.filter((field) => !emptied.includes(field)).map((field) => [field.name, valueOf(field)]),
    ),
    remove: emptied.map(({ name }) => name),
  };
}
