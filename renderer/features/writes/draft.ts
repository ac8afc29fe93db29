import {
  attributeMap,
  attributeOf,
  EMPTY_MAP,
  isAttributeMap,
  withAttribute,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { TASK_EVENT_TYPES } from '#shared/model/taskEvent.ts';
import {
  eventShapeOf,
  isNumberText,
  moveOf,
  payloadProblems,
  type PayloadField,
} from '#shared/model/taskRules.ts';
import type { Seen } from './seen.ts';

/** An event as it is being entered. `dataText` is its payload in DynamoDB JSON: the one truth, the fields are views of it. */
export interface AppendDraft {
  /** A built-in type, or `''` for the one in `customType`. */
  readonly builtIn: string;
  readonly customType: string;
  readonly dataText: string;
  readonly actor: string;
  readonly project: boolean;
}

/** The payload of a draft, or why its text is none. */
export type ParsedData =
  { readonly ok: true; readonly data: AttributeMap } | { readonly ok: false; readonly problem: string };

/** Where a number stands in `value` that DynamoDB would not take; undefined when all are fine. */
function badNumber(value: AttributeValue, path: string): string | undefined {
  if ('N' in value) return isNumberText(value.N) ? undefined : path;
  if ('NS' in value) return value.NS.every(isNumberText) ? undefined : path;
  const inner: readonly (readonly [string, AttributeValue])[] =
    'M' in value
      ? Object.entries(value.M).map(([name, member]) => [`${path}.${name}`, member])
      : 'L' in value
        ? value.L.map((member, index) => [`${path}[${String(index)}]`, member])
        : [];
  for (const [at, member] of inner) {
    const bad = badNumber(member, at);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

/** Reads a payload's text. Nothing at all is an empty payload. */
export function parseData(text: string): ParsedData {
  if (text.trim() === '') return { ok: true, data: EMPTY_MAP };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `Not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isAttributeMap(value)) {
    return {
      ok: false,
      problem: 'Not DynamoDB JSON: each attribute needs a type tag, such as {"worker": {"S": "w-7"}}.',
    };
  }
  for (const [name, member] of Object.entries(value)) {
    const bad = badNumber(member, name);
    if (bad !== undefined)
      return { ok: false, problem: `${bad} is not a number DynamoDB can hold (38 digits).` };
  }
  return { ok: true, data: value };
}

/** The type that the draft stands for. */
export function typeOfDraft(draft: AppendDraft): string {
  return draft.builtIn === '' ? draft.customType.trim() : draft.builtIn;
}

/** The text that a field of the form shows; undefined when the payload holds something there that is no plain text. */
export function fieldText(data: AttributeMap, { name, type }: PayloadField): string | undefined {
  const value = attributeOf(data, name);
  if (value === undefined) return '';
  if (type === 'N') return 'N' in value ? value.N : undefined;
  return 'S' in value ? value.S : undefined;
}

/** The payload's text with one field set; an empty text takes the field out. */
export function withField(data: AttributeMap, { name, type }: PayloadField, text: string): string {
  const next =
    text === ''
      ? attributeMap(Object.entries(data).filter(([other]) => other !== name))
      : withAttribute(data, name, type === 'N' ? { N: text.trim() } : { S: text });
  return Object.keys(next).length === 0 ? '{}' : JSON.stringify(next, null, 2);
}

/** What keeps a draft from being sent, by where it is told: a payload field, `type` or `data`. */
export function draftProblems(draft: AppendDraft): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  const type = typeOfDraft(draft);
  const parsed = parseData(draft.dataText);
  if (type === '') problems.set(':type', 'Name the event type.');
  if (!parsed.ok) problems.set(':data', parsed.problem);
  else for (const { field, problem } of payloadProblems(type, parsed.data)) problems.set(field, problem);
  return problems;
}

/** The draft to begin with: the first move that is legal from what was seen. */
export function newDraft(seen: Seen, actor: string): AppendDraft {
  const from = seen.lastSeq === 0 ? undefined : seen.replayedStatus;
  const builtIn =
    TASK_EVENT_TYPES.find((type) => eventShapeOf(type)?.leadsTo !== undefined && moveOf(type, from).legal) ??
    'TaskAssigned';
  return { builtIn, customType: '', dataText: '{}', actor, project: false };
}
