import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { StreamRules, TaskItem } from '#shared/model/taskItem.ts';
import { problemsOf } from './checkLayout.ts';
import type { CompiledLayout } from './compiledLayout.ts';
import { eventItemsOf, itemKeyOf, type EventItems } from './eventItems.ts';
import { matcherOf } from './matcher.ts';
import { projectionItemsOf, type ProjectionItems } from './projectionItems.ts';
import { eventPlaces } from './eventPlaces.ts';
import { eventKey, keyOfParts, partitionFollows, partsOfStream } from './streamKeys.ts';
import { foundByQuery, queriesOf } from './streamQueries.ts';

const BYSTANDER: readonly TaskItem[] = [{ kind: 'bystander' }];

/** What is known and belongs to no stream. */
const OTHER_LISTS = ['idempotency', 'deadLetters', 'ignore'] as const;

/** What events rules agree on; undefined where they differ. */
const agreed = <T>(values: readonly T[]): T | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;

function rulesOf(events: readonly EventItems[], projections: readonly ProjectionItems[]): StreamRules {
  const padding = agreed(
    events.map(({ matcher, numbering }) =>
      matcher.sort?.attribute.type === 'N' ? undefined : numbering.padding,
    ),
  );
  return {
    padding,
    hasProjections: projections.some(({ rule }) => rule.kept !== 'sometimes'),
    hasTimes: events.every(({ rule }) => rule.event.time !== undefined || rule.item.time !== undefined),
    ...(events.some(({ numbering, rule }) => rule.holds === 'list' && numbering.of === 'every')
      ? { sharesSequences: true }
      : {}),
  };
}

/**
 * Makes a layout file ready to read items with. Pure: it may run in any thread, and what comes of it holds no state.
 * @throws `InvalidInput` when patterns or names do not fit together
 */
export function compileLayout(file: LayoutFile): CompiledLayout {
  const [problem] = problemsOf(file);
  if (problem !== undefined) {
    throw new AppError('InvalidInput', {
      message: `The layout “${file.name}” cannot be used: ${problem.path}: ${problem.says}`,
      nextStep: problem.nextStep,
    });
  }
  const events = file.events.map((rule) => eventItemsOf(file.key, rule));
  const projections = file.projections.map((rule) => projectionItemsOf(file.key, rule));
  const elsewhere = new Set(
    projections.flatMap(({ rule }) => (rule.table === undefined ? [] : [rule.table])),
  );
  const onePartition = events.every(partitionFollows);
  const lists = events.some(({ rule }) => rule.holds === 'list');
  const keyOf = itemKeyOf(file.key, { onePartition, lists: lists && events.length > 1 });

  const readsEvents = (table: string | undefined): boolean => table === undefined || !elsewhere.has(table);
  const readsProjection = (rule: ProjectionItems['rule'], table: string | undefined): boolean =>
    table === undefined || (rule.table === undefined ? !elsewhere.has(table) : rule.table === table);

  const readItem = (item: AttributeMap, table?: string): readonly TaskItem[] => {
    let found: TaskItem[] | undefined;
    if (readsEvents(table)) {
      for (const items of events) {
        const matched = items.match(item);
        if (matched === undefined) continue;
        found = [...items.read(item, matched, keyOf)];
        break;
      }
    }
    for (const items of projections) {
      if (!readsProjection(items.rule, table)) continue;
      const matched = items.match(item);
      if (matched === undefined) continue;
      found ??= [];
      found.push(items.read(item, matched, keyOf));
      break;
    }
    return found ?? BYSTANDER;
  };

  const others = OTHER_LISTS.flatMap((list) =>
    file[list].map((match, index) => ({ name: `${list}[${index}]`, matcher: matcherOf(file.key, match) })),
  );

  const rulesFor = (item: AttributeMap, table?: string): readonly string[] => {
    const event = readsEvents(table) ? events.findIndex((items) => items.match(item) !== undefined) : -1;
    const projection = projections.findIndex(
      (items) => readsProjection(items.rule, table) && items.match(item) !== undefined,
    );
    const found = [
      ...(event < 0 ? [] : [`events[${event}]`]),
      ...(projection < 0 ? [] : [`projections[${projection}]`]),
    ];
    if (found.length > 0) return found;
    const other = others.find(({ matcher }) => matcher.match(item) !== undefined);
    return other === undefined ? [] : [other.name];
  };

  return {
    file,
    rules: rulesOf(events, projections),
    readItem,
    rulesFor,
    streamOf: (item) => {
      for (const items of [...events, ...projections]) {
        const matched = items.match(item);
        if (matched !== undefined) return matched.stream;
      }
      return undefined;
    },
    queriesFor: (stream) => queriesOf(events, projections, stream),
    foundByQuery: [...events, ...projections].every(foundByQuery),
    onePartition,
    eventKeyOf: (stream, seq) => {
      for (const items of events) {
        const key = eventKey(items, stream, seq);
        if (key !== undefined) return key;
      }
      return undefined;
    },
    eventPlacesOf: (stream, seq) => eventPlaces(events, keyOf, stream, seq),
    projectionsOf: (stream) =>
      projections.flatMap((items) => {
        const parts = partsOfStream(items, stream);
        return parts === undefined ? [] : [{ rule: items.rule, key: keyOfParts(items.matcher, parts) }];
      }),
  };
}
