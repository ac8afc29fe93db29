import { describe, expect, it } from 'vitest';
import type { EventFilter } from '#shared/contract/replay.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { oddJson } from '../audit/oddJson.fixture.ts';
import { BUILT_IN_LAYOUTS, streamLayoutOf } from '../layouts/streams/builtInLayouts.ts';
import { compileLayout } from '../layouts/streams/compileLayout.ts';
import { capturedTables } from '../layouts/streams/testing/captured.ts';
import { akkaTable, equinoxTable } from '../layouts/streams/testing/madeTables.fixture.ts';
import { openReducer } from '../replay/reducers/openReducer.ts';
import { searchableText } from '../replay/searchableText.ts';
import { createTaskSession } from '../replay/createTaskSession.ts';
import type { TaskSession } from '../replay/taskSession.ts';
import { layoutPages } from './layoutPages.ts';

const ALL: EventFilter = { types: [], text: '', regex: false };
const ROWS = { from: 0, to: 1000 };

const eventAt = (seq: number): string => new Date(1_767_225_600_000 + seq * 1000).toISOString();

const castoreItems: readonly AttributeMap[] = [1, 2, 3, 5, 8, 400].map((version) => ({
  aggregateId: { S: version === 400 ? 'USERS#"ü"' : 'ACCOUNTS#a#1' },
  version: { N: String(version) },
  type: { S: version === 1 ? 'OPENED' : 'CREDITED' },
  timestamp: { S: version === 8 ? 'yesterday' : eventAt(version) },
  // What is no map is shown as the member “data”, a word that stands in no item.
  payload: version === 3 ? { S: 'Deep-Thing\n"quoted"' } : { M: { amount: { N: '1.50' } } },
}));

const taskItems: readonly AttributeMap[] = [
  ...[1, 2, 2, 7].map((seq, index): AttributeMap => ({
    PK: { S: 'TASK#t' },
    SK: { S: `EVENT#${index === 2 ? '' : '000'}${seq}` },
    event: { M: { type: { S: seq === 1 ? 'TaskCreated' : 'TaskStarted' }, at: { S: eventAt(seq) } } },
  })),
  { PK: { S: 'TASK#t' }, SK: { S: 'EVENT#0009' }, event: { S: 'none' } },
  { PK: { S: 'TASK#t' }, SK: { S: 'META' }, status: { S: 'running' }, attempts: { N: '2' } },
];

const tableOf = async (name: string): Promise<readonly AttributeMap[]> => {
  switch (name) {
    case 'task':
      return taskItems;
    case 'castore':
      return castoreItems;
    case 'equinox':
      return equinoxTable.tables[0]?.items ?? [];
    case 'akka':
      return akkaTable.tables[0]?.items ?? [];
    default:
      return (await capturedTables(name)).tables[0]?.items ?? [];
  }
};

const sessionOf = (stream: string, layout: LayoutFile): TaskSession => {
  const { reducer } = layout;
  const folded = openReducer(reducer.kind === 'module' ? { kind: 'none' } : reducer);
  return createTaskSession(stream, folded, compileLayout(layout).rules, layoutPages(layout));
};

const pageOf = (items: readonly AttributeMap[], style: number): Uint8Array =>
  new Uint8Array(Buffer.from(oddJson({ Items: items, Count: items.length }, style)));

/** Words of three letters and more in an event's texts, and some that the program adds to them. */
const wordsOf = (items: readonly TaskItem[]): readonly string[] => {
  const texts = items.flatMap((item) => (item.kind === 'event' ? [searchableText(item.event)] : []));
  return [...new Set([...(texts.join(' ').match(/[A-Za-z0-9_-]{3,12}/g) ?? []), 'data', 'event', 'absent'])];
};

describe.each(BUILT_IN_LAYOUTS.map((layout) => [layout.name, layout] as const))('%s', (name, layout) => {
  it.each([0, 1, 2, 3])('is the same from pages as from items, written in way %i', async (style) => {
    const items = await tableOf(name);
    const read = items.flatMap((item) => compileLayout(layout).readItem(item));
    const streams = new Set(read.flatMap((item) => (item.kind === 'bystander' ? [] : [item.taskId])));
    expect(streams.size).toBeGreaterThan(0);
    for (const stream of streams) {
      const paged = sessionOf(stream, layout);
      const listed = sessionOf(stream, layout);
      // In two pages, the second one first; what lies in the middle comes twice.
      paged.addPages([
        pageOf(items.slice(items.length >> 2), style),
        pageOf(items.slice(0, items.length >> 1), style),
      ]);
      listed.add(read);
      for (const session of [paged, listed]) session.complete();
      const { events } = listed.progress();
      expect({ ...paged.progress(), version: 0 }).toEqual({ ...listed.progress(), version: 0 });
      expect({ ...paged.summary(), version: 0 }).toEqual({ ...listed.summary(), version: 0 });
      expect(paged.timeline(50)).toEqual(listed.timeline(50));
      for (const { seq } of listed.events(ALL, { from: 0, to: events }).rows) {
        expect(paged.state(seq)).toEqual(listed.state(seq));
      }
      const { version } = paged.progress();
      for (const word of wordsOf(read)) {
        const found = listed.events({ ...ALL, text: word }, ROWS);
        expect([word, paged.events({ ...ALL, text: word }, ROWS)]).toEqual([word, { ...found, version }]);
      }
    }
  });
});

describe('pages of a layout', () => {
  const literal = (name: string, pieces: readonly string[]): readonly boolean[] => {
    const file = streamLayoutOf(name);
    const reader = file === undefined ? undefined : layoutPages(file);
    return pieces.map((piece) => reader?.isLiteral(piece) === true);
  };

  it('are searched as bytes for what stands in them as it is', () => {
    expect(literal('castore', ['opened', 'amount', 'data', 'ata'])).toEqual([true, true, false, false]);
    expect(literal('task', ['opened', 'data'])).toEqual([true, true]);
    expect(literal('ddes', ['opened'])).toEqual([false]);
  });
});
