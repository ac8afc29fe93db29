import { attributeMap, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile, ProjectionRule } from '#shared/model/streamLayout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { ItemKey, Matched } from './eventItems.ts';
import { matcherOf, templateOf, type Matcher, type StreamTemplate } from './matcher.ts';
import { documentReader } from './unpack.ts';
import { pathText, type Reading } from './values.ts';

/** A rule for items that hold a projection, made ready. */
export interface ProjectionItems {
  readonly rule: ProjectionRule;
  readonly matcher: Matcher;
  readonly stream: StreamTemplate;
  readonly match: (item: AttributeMap) => Matched | undefined;
  readonly read: (item: AttributeMap, matched: Matched, keyOf: ItemKey) => TaskItem;
}

const without = (fields: AttributeMap, omitted: ReadonlySet<string>): AttributeMap =>
  attributeMap(Object.entries(fields).filter(([name]) => !omitted.has(name)));

/** Makes a rule for items that hold a projection ready. */
export function projectionItemsOf(key: LayoutFile['key'], rule: ProjectionRule): ProjectionItems {
  const matcher = matcherOf(key, rule.match);
  const stream = templateOf(rule.stream, matcher);
  const { fields } = rule;
  const keys = [key.partition.name, ...(key.sort === undefined ? [] : [key.sort.name])];
  const omitted = new Set([...rule.omit, ...(fields === undefined ? keys : [])]);
  const readFields: (item: AttributeMap) => Reading<AttributeMap> | undefined =
    fields === undefined ? (item) => ({ value: item }) : documentReader(fields);
  const name = fields === undefined ? '' : pathText(fields.path);
  return {
    rule,
    matcher,
    stream,
    match: (item) => {
      const parts = matcher.match(item);
      const text = parts === undefined ? undefined : stream.of(item, parts);
      return parts === undefined || text === undefined ? undefined : { stream: text, parts };
    },
    read: (item, { stream: taskId }, keyOf) => {
      const read = readFields(item) ?? { reason: `it has no ${name}` };
      if (read.value !== undefined) {
        return { kind: 'projection', taskId, projection: { fields: without(read.value, omitted) } };
      }
      return {
        kind: 'undecodable',
        taskId,
        undecodable: {
          key: keyOf(item),
          reason: `it holds a projection that cannot be read: ${read.reason}`,
        },
      };
    },
  };
}
