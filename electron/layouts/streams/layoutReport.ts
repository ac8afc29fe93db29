import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import type { CompiledLayout } from './compiledLayout.ts';
import { rolesIn } from './layoutTables.ts';
import { keyText } from './values.ts';

/** What one rule of a layout made of the items that fall under it. */
export interface RuleReport {
  /** As it is called in the file: `events[0]`; `none` for the items that no rule knows. */
  readonly rule: string;
  items: number;
  events: number;
  projections: number;
  /** Events, lists and projections that could not be read. */
  unread: number;
}

/** Why something could not be read, how often, and where for instance. */
export interface UnreadReport {
  readonly rule: string;
  readonly reason: string;
  count: number;
  readonly example: string;
}

/** One stream, as far as the items tell. */
export interface StreamReport {
  readonly stream: string;
  events: number;
  firstSeq: number;
  lastSeq: number;
  /** RFC 3339; empty where the layout has no times. */
  firstAt: string;
  lastAt: string;
  readonly types: Set<string>;
  hasProjection: boolean;
}

/** What a layout makes of some items. */
export interface LayoutReport {
  readonly items: number;
  readonly rules: readonly RuleReport[];
  readonly unread: readonly UnreadReport[];
  /** Keys of items that no rule knows, a few of them. */
  readonly unknownKeys: readonly string[];
  readonly streams: ReadonlyMap<string, StreamReport>;
}

/** Makes a report, item by item. */
export interface LayoutReporter {
  readonly add: (item: AttributeMap) => void;
  readonly report: () => LayoutReport;
}

/** Keys told of items that no rule knows. */
const UNKNOWN_KEYS = 5;

/** Different reasons told. */
const REASONS = 50;

/** What no rule knows. */
export const NO_RULE = 'none';

const newStream = (stream: string): StreamReport => ({
  stream,
  events: 0,
  firstSeq: Number.MAX_SAFE_INTEGER,
  lastSeq: 0,
  firstAt: '',
  lastAt: '',
  types: new Set(),
  hasProjection: false,
});

function addToStream(streams: Map<string, StreamReport>, found: TaskItem): void {
  if (found.kind === 'bystander') return;
  const known = streams.get(found.taskId) ?? newStream(found.taskId);
  streams.set(found.taskId, known);
  if (found.kind === 'projection') known.hasProjection = true;
  if (found.kind !== 'event') return;
  const { seq, at, type } = found.event;
  known.events += 1;
  known.types.add(type);
  if (seq < known.firstSeq) [known.firstSeq, known.firstAt] = [seq, at];
  if (seq >= known.lastSeq) [known.lastSeq, known.lastAt] = [seq, at];
}

/** Starts a report of what a layout makes of the items of `table`, in which its events are looked for. */
export function layoutReporter(layout: CompiledLayout, table: string): LayoutReporter {
  const { key, events, projections } = layout.file;
  const roles = rolesIn(layout.file, table);
  const rules = new Map<string, RuleReport>();
  const ruleOf = (rule: string): RuleReport => {
    const known = rules.get(rule) ?? { rule, items: 0, events: 0, projections: 0, unread: 0 };
    rules.set(rule, known);
    return known;
  };
  events.forEach((_rule, index) => ruleOf(`events[${index}]`));
  projections.forEach((_rule, index) => ruleOf(`projections[${index}]`));
  const unread = new Map<string, UnreadReport>();
  const unknownKeys: string[] = [];
  const streams = new Map<string, StreamReport>();
  let items = 0;

  const keyOf = (item: AttributeMap): string =>
    [key.partition, ...(key.sort === undefined ? [] : [key.sort])]
      .map((attribute) => keyText(item, attribute) ?? '–')
      .join(' / ');

  const told = (rule: string, reason: string, example: string): void => {
    const name = `${rule} ${reason}`;
    const known = unread.get(name);
    if (known !== undefined) known.count += 1;
    else if (unread.size < REASONS) unread.set(name, { rule, reason, count: 1, example });
  };

  return {
    add: (item) => {
      items += 1;
      const names = [...new Set(roles.flatMap((role) => layout.rulesFor(item, role)))];
      if (names.length === 0) {
        ruleOf(NO_RULE).items += 1;
        if (unknownKeys.length < UNKNOWN_KEYS) unknownKeys.push(keyOf(item));
        return;
      }
      for (const name of names) ruleOf(name).items += 1;
      const [first = NO_RULE] = names;
      const last = names.at(-1) ?? first;
      for (const found of roles.flatMap((role) => layout.readItem(item, role))) {
        addToStream(streams, found);
        if (found.kind === 'event') ruleOf(first).events += 1;
        else if (found.kind === 'projection') ruleOf(last).projections += 1;
        else if (found.kind === 'undecodable') {
          ruleOf(first).unread += 1;
          told(first, found.undecodable.reason, keyOf(item));
        }
      }
    },
    report: () => ({
      items,
      rules: [...rules.values()],
      unread: [...unread.values()].sort((a, b) => b.count - a.count),
      unknownKeys,
      streams,
    }),
  };
}

/** The streams worth a look: those with most events. */
export function longestStreams({ streams }: LayoutReport, count: number): readonly StreamReport[] {
  return [...streams.values()].sort((a, b) => b.events - a.events).slice(0, count);
}
