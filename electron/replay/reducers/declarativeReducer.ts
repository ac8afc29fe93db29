import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { EVERY_EVENT, type DeclarativeReducer, type ReducerRule } from '#shared/model/reducerSpec.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import type { IllegalMove, Reducer } from '../reducer.ts';
import { fromPlainMap } from './plainValue.ts';
import { ruleStep, type RuleStep } from './ruleSteps.ts';

const NONE = 'none';

/** The status that rules lead to; the last one counts. */
const leadsTo = (rules: readonly ReducerRule[]): string | undefined =>
  rules.flatMap((rule) => (rule.op === 'status' ? [rule.to] : [])).at(-1);

/** Makes a reducer of the rules that a layout states. Values stay as they are stored, every digit of a number kept. */
export function declarativeReducer(spec: DeclarativeReducer): Reducer {
  const { statusField, compare } = spec;
  const always = spec.on[EVERY_EVENT] ?? [];
  const rules = new Map(Object.entries(spec.on).filter(([type]) => type !== EVERY_EVENT));
  const compiled = (list: readonly ReducerRule[]): readonly RuleStep[] =>
    list.map((rule) => ruleStep(rule, statusField));
  const alwaysSteps = compiled(always);
  const steps = new Map([...rules].map(([type, list]) => [type, [...alwaysSteps, ...compiled(list)]]));
  const leads = new Map([...rules].map(([type, list]) => [type, leadsTo(list)]));
  const moves = spec.moves === undefined ? undefined : new Map(Object.entries(spec.moves));
  const hasStatus = Object.hasOwn(spec.initial, statusField) || [...leads.values()].some(Boolean);
  const statusOf = (state: AttributeMap): string => stringOf(state, statusField) ?? NONE;
  const { fields, ignore, sequenceField } = compare;
  const named = fields?.filter((field) => !ignore.includes(field) && field !== statusField);

  return {
    name: 'declarative',
    initial: fromPlainMap(spec.initial),
    compared: named === undefined ? undefined : hasStatus ? [statusField, ...named] : named,
    ignored: ignore,
    statusField: hasStatus ? statusField : undefined,
    sequenceField,
    step(state, event) {
      let current = state;
      for (const step of steps.get(event.type) ?? alwaysSteps) current = step(current, event);
      return current;
    },
    statusOf,
    illegalMove(state: AttributeMap, { type }: TaskEvent): IllegalMove | undefined {
      const to = leads.get(type);
      if (moves === undefined || to === undefined) return undefined;
      const from = statusOf(state);
      return (moves.get(from) ?? []).includes(to) ? undefined : { from, to };
    },
    knows: (type) => rules.has(type),
  };
}
