import type { AttributeValue } from '#shared/model/attributeValue.ts';
import {
  EVERY_EVENT,
  type DeclarativeReducer,
  type ReducerRule,
  type ReducerValue,
} from '#shared/model/reducerSpec.ts';
import { stepsOf } from '../../replay/reducers/place.ts';
import { fromPlain, fromPlainMap } from '../../replay/reducers/plainValue.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';

/** Where a rule's value comes from. */
export type ValuePlan =
  /** `digits`: of a number. */
  | { readonly kind: 'literal'; readonly value: AttributeValue; readonly digits: Uint8Array | undefined }
  /** What was found in a slot, whatever its type. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** The text in the first of these slots that holds one; an empty text is none. `otherwise`: what stands for none. */
  | { readonly kind: 'text'; readonly slots: readonly number[]; readonly otherwise?: AttributeValue }
  /** The number of the event. */
  | { readonly kind: 'seq' }
  /** Never any. */
  | { readonly kind: 'none' };

/** One thing that an event does to a field. */
export interface FieldOp {
  readonly op: 'set' | 'increment' | 'remove';
  /** The place among the fields. */
  readonly field: number;
  readonly value: ValuePlan;
}

/** What events of one type do. */
export interface TypePlan {
  readonly name: Uint8Array;
  readonly ops: readonly FieldOp[];
  /** The status whose move is checked, as a place among the statuses; -1: none. */
  readonly leadsTo: number;
  /** The status that stands afterwards; -1: as before. */
  readonly status: number;
}

/** A reducer whose states hold fields that events set, count and remove. */
export interface ReducerPlan {
  readonly fields: readonly string[];
  readonly initial: readonly (AttributeValue | undefined)[];
  /** Undefined: every type is known, and none does anything. */
  readonly types: readonly TypePlan[] | undefined;
  /** The status before the first event. */
  readonly start: number;
  /** By status before and after, whether the move is legal; undefined: every one is. */
  readonly legal: readonly (readonly boolean[])[] | undefined;
}

/** What of an event rules can ask for. */
export interface EventFacts {
  /** Where a place of the payload lies; undefined where payloads are not read. */
  readonly data: (path: readonly string[]) => ValuePlan;
  /** Undefined where bytes do not tell. */
  readonly of: (fact: 'seq' | 'type' | 'at' | 'actor') => ValuePlan | undefined;
}

const NONE = 'none';

const NOTHING: ReducerPlan = { fields: [], initial: [], types: undefined, start: 0, legal: undefined };

/** A constant. */
export const literalPlan = (value: AttributeValue): ValuePlan => ({
  kind: 'literal',
  value,
  digits: 'N' in value ? new Uint8Array(Buffer.from(value.N)) : undefined,
});

function valuePlan(value: ReducerValue, facts: EventFacts): ValuePlan | undefined {
  if ('literal' in value) return literalPlan(fromPlain(value.literal));
  return 'data' in value ? facts.data(stepsOf(value.data)) : facts.of(value.event);
}

/** How to fold by a declarative reducer; undefined for one whose rules reach into values, or fill lists and sets. */
function declarativePlan(spec: DeclarativeReducer, facts: EventFacts): ReducerPlan | undefined {
  const { statusField } = spec;
  const initial = new Map(Object.entries(fromPlainMap(spec.initial)));
  const fields = [...initial.keys()];
  const statuses = [NONE];
  const fieldAt = (name: string): number => {
    const at = fields.indexOf(name);
    return at >= 0 ? at : fields.push(name) - 1;
  };
  const statusAt = (name: string): number => {
    const at = statuses.indexOf(name);
    return at >= 0 ? at : statuses.push(name) - 1;
  };

  const opOf = (rule: ReducerRule): FieldOp | undefined => {
    if (rule.op === 'status') {
      return { op: 'set', field: fieldAt(statusField), value: literalPlan({ S: rule.to }) };
    }
    const [name, ...deeper] = stepsOf(rule.field);
    if (name === undefined || deeper.length > 0 || name === statusField || rule.op === 'append')
      return undefined;
    if (rule.op === 'remove') {
      if (rule.value !== undefined) return undefined;
      return { op: 'remove', field: fieldAt(name), value: { kind: 'none' } };
    }
    const value = valuePlan(rule.op === 'set' ? rule.to : rule.by, facts);
    return value === undefined ? undefined : { op: rule.op, field: fieldAt(name), value };
  };
  const statusIn = (rules: readonly ReducerRule[]): number => {
    const last = rules.flatMap((rule) => (rule.op === 'status' ? [rule.to] : [])).at(-1);
    return last === undefined ? -1 : statusAt(last);
  };

  const always = spec.on[EVERY_EVENT] ?? [];
  const types: TypePlan[] = [];
  for (const [type, own] of Object.entries(spec.on)) {
    if (type === EVERY_EVENT) continue;
    const ops = [...always, ...own].map(opOf);
    const known = ops.filter((op) => op !== undefined);
    if (known.length < ops.length) return undefined;
    const leadsTo = statusIn(own);
    const status = leadsTo >= 0 ? leadsTo : statusIn(always);
    types.push({ name: new Uint8Array(Buffer.from(type)), ops: known, leadsTo, status });
  }
  const first = initial.get(statusField);
  if (first !== undefined && !('S' in first)) return undefined;
  const start = first === undefined ? 0 : statusAt(first.S);
  const { moves } = spec;
  return {
    fields,
    initial: fields.map((name) => initial.get(name)),
    types,
    start,
    legal:
      moves === undefined
        ? undefined
        : statuses.map((from) => {
            const list = Object.hasOwn(moves, from) ? (moves[from] ?? []) : [];
            return statuses.map((to) => list.includes(to));
          }),
  };
}

/** How to fold by a reducer; undefined for one that bytes cannot be folded by. */
export function reducerPlan(source: ReducerSource, facts: EventFacts): ReducerPlan | undefined {
  switch (source.kind) {
    case 'none':
      return NOTHING;
    case 'declarative':
      return declarativePlan(source, facts);
    case 'task':
    case 'module':
      return undefined;
  }
}
