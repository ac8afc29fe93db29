import {
  attributeOf,
  EMPTY_MAP,
  withAttribute,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { addNumbers, equalNumbers } from '#shared/model/numbers.ts';
import type { ReducerRule, ReducerValue } from '#shared/model/reducerSpec.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { equalValues } from '../equality.ts';
import { changeAt, stepsOf, valueAt, type Change } from './place.ts';
import { fromPlain } from './plainValue.ts';

/** What one rule makes of a state. */
export type RuleStep = (state: AttributeMap, event: TaskEvent) => AttributeMap;

/** A value that an event supplies; undefined when the event lacks it. */
type ValueOf = (event: TaskEvent) => AttributeValue | undefined;

const text = (value: string | undefined): AttributeValue | undefined =>
  value === undefined || value === '' ? undefined : { S: value };

function valueOf(value: ReducerValue): ValueOf {
  if ('literal' in value) {
    const literal = fromPlain(value.literal);
    return () => literal;
  }
  if ('data' in value) {
    const steps = stepsOf(value.data);
    return ({ data }) => valueAt(data ?? EMPTY_MAP, steps);
  }
  switch (value.event) {
    case 'seq':
      return ({ seq }) => ({ N: String(seq) });
    case 'type':
      return ({ type }) => text(type);
    case 'at':
      return ({ at }) => text(at);
    case 'actor':
      return ({ actor }) => text(actor);
  }
}

/** A number with another added, every digit kept; what is no number stays as it is. */
const increased = (value: AttributeValue | undefined, by: AttributeValue): AttributeValue | undefined => {
  if (!('N' in by)) return value;
  if (value !== undefined && !('N' in value)) return value;
  const sum = addNumbers(value?.N ?? '0', by.N);
  return sum === undefined ? value : { N: sum };
};

/** A list with an entry at its end, or a set with a member of its type; nothing there yet: a list. */
function appended(value: AttributeValue | undefined, entry: AttributeValue): AttributeValue | undefined {
  if (value === undefined) return { L: [entry] };
  if ('L' in value) return { L: [...value.L, entry] };
  if ('SS' in value && 'S' in entry) {
    return value.SS.includes(entry.S) ? value : { SS: [...value.SS, entry.S] };
  }
  if ('NS' in value && 'N' in entry) {
    return value.NS.some((member) => equalNumbers(member, entry.N)) ? value : { NS: [...value.NS, entry.N] };
  }
  if ('BS' in value && 'B' in entry) {
    return value.BS.includes(entry.B) ? value : { BS: [...value.BS, entry.B] };
  }
  return value;
}

/** A list or set without a member. An emptied set goes: DynamoDB has no empty sets. */
function withoutMember(
  value: AttributeValue | undefined,
  member: AttributeValue,
): AttributeValue | undefined {
  if (value === undefined) return undefined;
  if ('L' in value) {
    const rest = value.L.filter((entry) => !equalValues(entry, member));
    return rest.length === value.L.length ? value : { L: rest };
  }
  const left = (members: readonly string[], same: (other: string) => boolean): readonly string[] =>
    members.filter((other) => !same(other));
  if ('SS' in value && 'S' in member) {
    const SS = left(value.SS, (other) => other === member.S);
    return SS.length === 0 ? undefined : { SS };
  }
  if ('NS' in value && 'N' in member) {
    const NS = left(value.NS, (other) => equalNumbers(other, member.N));
    return NS.length === 0 ? undefined : { NS };
  }
  if ('BS' in value && 'B' in member) {
    const BS = left(value.BS, (other) => other === member.B);
    return BS.length === 0 ? undefined : { BS };
  }
  return value;
}

/** Changes what lies at a field by a value of the event; without the value the state stays as it is. */
function changing(
  field: readonly string[],
  value: ValueOf,
  change: (old: AttributeValue | undefined, value: AttributeValue) => ReturnType<Change>,
): RuleStep {
  return (state, event) => {
    const given = value(event);
    return given === undefined ? state : changeAt(state, field, (old) => change(old, given));
  };
}

/** A rule made ready to run. Never throws, whatever the state and the event hold. */
export function ruleStep(rule: ReducerRule, statusField: string): RuleStep {
  switch (rule.op) {
    case 'set':
      return changing(stepsOf(rule.field), valueOf(rule.to), (_, value) => value);
    case 'increment':
      return changing(stepsOf(rule.field), valueOf(rule.by), increased);
    case 'append':
      return changing(stepsOf(rule.field), valueOf(rule.value), appended);
    case 'remove': {
      const field = stepsOf(rule.field);
      if (rule.value !== undefined) return changing(field, valueOf(rule.value), withoutMember);
      return (state) => changeAt(state, field, () => undefined);
    }
    case 'status': {
      const status: AttributeValue = { S: rule.to };
      return (state) => {
        const before = attributeOf(state, statusField);
        return before !== undefined && equalValues(before, status)
          ? state
          : withAttribute(state, statusField, status);
      };
    }
  }
}
