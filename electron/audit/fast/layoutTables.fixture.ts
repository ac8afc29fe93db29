import fc from 'fast-check';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { fold } from '../../replay/reducer.ts';
import { openReducer } from '../../replay/reducers/openReducer.ts';
import { N, padded, S, type Draft, type LayoutCase } from './layoutCases.fixture.ts';

/** Steps of a stream: whether it is opened or closed at them, and how much is paid otherwise. */
const step = fc.tuple(
  fc.nat(3),
  fc.constantFrom('1', '12.25', '-3', '0', '1e2', '99999999999999999999', '999999999999999', '0.1', '007.50'),
);

/** The events of a stream: opened, closed, opened again, paid in between. */
const drafts: fc.Arbitrary<readonly Draft[]> = fc
  .array(step, { minLength: 1, maxLength: 14 })
  .map((steps) => {
    let isOpen = false;
    return steps.map(([turn, amount], index): Draft => {
      const moves = index === 0 || turn === 0;
      if (moves) isOpen = !isOpen;
      return { seq: index + 1, type: moves ? (isOpen ? 'Opened' : 'Closed') : 'Paid', amount };
    });
  });

/** Every item of a stream as its layout has it, the projection in order. */
export function cleanStream(
  { layout, reducer, eventItem, stateItem }: LayoutCase,
  stream: string,
  events: readonly Draft[],
): readonly AttributeMap[] {
  const items = events.map((draft) => eventItem(stream, draft));
  if (stateItem === undefined) return items;
  const { readItem } = compileLayout(layout);
  const read = items.flatMap((item) => readItem(item));
  const folded = fold(
    openReducer(reducer),
    read.flatMap((item) => (item.kind === 'event' ? [item.event] : [])),
  );
  return [...items, stateItem(stream, folded)];
}

const STREAMS = ['a', 'bb', 'c"ü\\', 'dddd', 'eeeee'];

/** Whole tables of such streams, in which nothing is wrong. */
export const cleanTables = (layoutCase: LayoutCase): fc.Arbitrary<readonly AttributeMap[]> =>
  fc
    .array(drafts, { minLength: 1, maxLength: STREAMS.length })
    .map((streams) =>
      streams.flatMap((events, index) => cleanStream(layoutCase, STREAMS[index] ?? 'f', events)),
    );

const ODD: readonly AttributeValue[] = [
  ...[S('x'), S(''), S('Paid'), S('2020-01-01T00:00:00Z'), S('tab\t“ü”'), S('event'), S('7')],
  ...[{ N: '5' }, { N: '1.50' }, { N: '1E1' }, { N: '-0' }, { N: '99999999999999999999' }],
  ...[{ BOOL: true }, { NULL: true }, { SS: ['a'] }, { NS: ['1', '2'] }, { B: 'AAE=' }],
  ...[{ M: {} }, { M: { name: S('x'), data: N(1) } }, { L: [] }, { L: [N(1)] }],
];

/** Some attribute at any depth replaced, removed, or put beside the others. */
function changed(
  map: AttributeMap,
  picks: readonly number[],
  value: AttributeValue | undefined,
): AttributeMap {
  const [pick = 0, ...deeper] = picks;
  const names = [...Object.keys(map), 'more'];
  const name = names[pick % names.length] ?? 'more';
  const inner = Object.hasOwn(map, name) ? map[name] : undefined;
  const rest = Object.entries(map).filter(([other]) => other !== name);
  if (inner !== undefined && 'M' in inner && deeper.length > 0) {
    return attributeMap([...rest, [name, { M: changed(inner.M, deeper, value) }]]);
  }
  return attributeMap(value === undefined ? rest : [...rest, [name, value]]);
}

const NEXT: Readonly<Record<string, string>> = {
  ...{ Opened: 'Closed', Closed: 'Paid', Paid: 'Opened' },
  ...{ Geöffnet: 'Schluß', Schluß: 'Paid' },
};

const EMPTY = Object.fromEntries(Object.keys(NEXT).map((type) => [type, '']));

/** Every type in an item replaced by what `by` has for it. */
const retold = (map: AttributeMap, by: Readonly<Record<string, string>>): AttributeMap =>
  attributeMap(
    Object.entries(map).map(([name, value]): [string, AttributeValue] => {
      if ('M' in value) return [name, { M: retold(value.M, by) }];
      return 'S' in value && Object.hasOwn(by, value.S) ? [name, S(by[value.S] ?? '')] : [name, value];
    }),
  );

/** An item under the sort key of another number, some digits more or fewer. */
function moved(item: AttributeMap, sort: string, to: number, width: number): AttributeMap {
  const key = item[sort];
  if (key === undefined) return item;
  if ('N' in key) return { ...item, [sort]: N(to) };
  return 'S' in key ? { ...item, [sort]: S(key.S.replace(/\d+/, padded(to, width))) } : item;
}

/** Such tables with anything done to some of their items; each key once. */
export const spoiltTables = (layoutCase: LayoutCase): fc.Arbitrary<readonly AttributeMap[]> => {
  const { partition, sort } = layoutCase.layout.key;
  const keyOf = (item: AttributeMap): string =>
    JSON.stringify([item[partition.name], item[sort?.name ?? '']]);
  const spoiling = fc.record({
    at: fc.nat(100),
    picks: fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }),
    value: fc.option(fc.constantFrom(...ODD), { nil: undefined }),
    how: fc.constantFrom('change', 'drop', 'twice', 'retell', 'untell', 'move', 'copy'),
    to: fc.constantFrom(0, 1, 2, 5, 9, 10, 11, 15, 998, 1000),
    width: fc.integer({ min: 1, max: 4 }),
  });
  return fc.tuple(cleanTables(layoutCase), fc.array(spoiling, { maxLength: 4 })).map(([items, spoilings]) => {
    const table = [...items];
    for (const { at: place, picks, value, how, to, width } of spoilings) {
      const index = place % Math.max(1, table.length);
      const item = table[index];
      if (item === undefined) continue;
      const other = moved(item, sort?.name ?? '', to, width);
      if (how === 'drop') table.splice(index, 1);
      else if (how === 'change') table[index] = changed(item, picks, value);
      else if (how === 'retell') table[index] = retold(item, NEXT);
      else if (how === 'untell') table[index] = retold(item, EMPTY);
      else if (how === 'move') table[index] = other;
      else table.push(how === 'copy' ? other : changed(item, picks, value));
    }
    const named = table.filter((item) => Object.hasOwn(item, partition.name));
    return [...new Map(named.map((item) => [keyOf(item), item])).values()];
  });
};
