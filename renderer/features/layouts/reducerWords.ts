import type { Path, ReducerRule, ReducerValue } from '#shared/model/reducerSpec.ts';

const pathWords = (path: Path): string => (typeof path === 'string' ? path : path.join(' › '));

function valueWords(value: ReducerValue): string {
  if ('literal' in value) return JSON.stringify(value.literal);
  return 'data' in value ? `data.${pathWords(value.data)}` : `event.${value.event}`;
}

/** What a rule of a declarative reducer does, in one line. */
export function reducerRuleWords(rule: ReducerRule): string {
  switch (rule.op) {
    case 'set':
      return `set ${pathWords(rule.field)} to ${valueWords(rule.to)}`;
    case 'increment':
      return `increment ${pathWords(rule.field)} by ${valueWords(rule.by)}`;
    case 'append':
      return `append ${valueWords(rule.value)} to ${pathWords(rule.field)}`;
    case 'remove':
      return rule.value === undefined
        ? `remove ${pathWords(rule.field)}`
        : `remove ${valueWords(rule.value)} from ${pathWords(rule.field)}`;
    case 'status':
      return `status becomes ${rule.to}`;
  }
}
