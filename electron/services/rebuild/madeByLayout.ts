import {
  attributeMap,
  attributeOf,
  type AttributeMap,
  type AttributeValue,
} from '#shared/model/attributeValue.ts';
import { equalOptional } from '#shared/model/equality.ts';
import type { ProjectionRule } from '#shared/model/streamLayout.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { OF_EVENTS } from '../../layouts/streams/layoutTables.ts';
import { namesOf, pathText } from '../../layouts/streams/values.ts';

/** A projection that is to be made: of which stream, by which rule, where, and its fields. */
export interface ToMake {
  readonly task: string;
  readonly rule: ProjectionRule;
  readonly key: AttributeMap;
  readonly replayed: AttributeMap;
}

/** What a projection has beside its replayed fields when it is made, or why none can be made that would be read as one. */
export type Made =
  { readonly made: AttributeMap; readonly impossible?: undefined } | { readonly impossible: string };

const valueOf = (value: string | number | boolean): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  return typeof value === 'boolean' ? { BOOL: value } : { N: String(value) };
};

/** The attributes that the rule asks to be equal to something. */
const constantsOf = ({ match }: ProjectionRule): AttributeMap =>
  attributeMap(
    match.where.flatMap(({ path, equals, exists }) => {
      const [name, ...deeper] = namesOf(path);
      if (name === undefined || deeper.length > 0 || equals === undefined || exists === false) return [];
      return [[name, valueOf(equals)] as const];
    }),
  );

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** Completes the projection by what its rule asks for, and reads it back: what the layout itself would not know is not made. */
export function madeByLayout(layout: CompiledLayout, { task, rule, key, replayed }: ToMake): Made {
  const constants = constantsOf(rule);
  const made = attributeMap(Object.entries(constants).filter(([name]) => !Object.hasOwn(replayed, name)));
  const taken = Object.keys(replayed).filter((name) => Object.hasOwn(key, name));
  if (taken.length > 0) {
    return {
      impossible: `There is no projection yet, and one cannot be made: the reducer sets ${quoted(taken)}, which is a key of the table.`,
    };
  }
  const item = attributeMap([...[key, made, replayed].flatMap((part) => Object.entries(part))]);
  const [read, ...others] = layout.readItem(item, rule.table ?? OF_EVENTS);
  if (read?.kind !== 'projection' || read.taskId !== task || others.length > 0) {
    const asked = rule.match.where.map(({ path }) => pathText(path)).join(', ');
    return {
      impossible: `There is no projection yet, and one made of the replayed fields would not be read as the projection of this stream by this layout${asked === '' ? '' : `, which asks for more: ${asked}`}.`,
    };
  }
  const { fields } = read.projection;
  const lost = Object.entries(replayed)
    .filter(([name, value]) => !equalOptional(attributeOf(fields, name), value))
    .map(([name]) => name);
  return lost.length === 0
    ? { made }
    : {
        impossible: `There is no projection yet, and one made of the replayed fields would be read by this layout without ${quoted(lost)}.`,
      };
}
