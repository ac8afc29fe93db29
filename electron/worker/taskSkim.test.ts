import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toErrorData } from '#shared/errors/appError.ts';
import { arbitraryDamage, arbitrarySpelling, damaged } from '../pages/arbitraryPages.fixture.ts';
import { createTaskSession } from '../replay/createTaskSession.ts';
import type { PageReader } from '../replay/pageReader.ts';
import { noneReducer } from '../replay/reducers/noneReducer.ts';
import type { Reducer } from '../replay/reducer.ts';
import { taskReducer } from '../replay/taskReducer.ts';
import { taskPages } from './taskPages.ts';

const TASK = 'täsk-1';

const DECODED: PageReader = {
  index: (page) => taskPages.index(page),
  read: (page, from, to) => taskPages.read(page, from, to),
  isLiteral: () => true,
};

const value = fc.oneof(
  fc.string({ unit: 'binary' }).map((S) => ({ S })),
  fc.constantFrom({ S: '' }, { N: '7' }, { NULL: true }, { SS: ['a', 'b'] }, { L: [{ S: 'x' }] }, { M: {} }),
);

const type = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('TaskCreated', 'TaskStarted', 'TaskProgressed', 'TaskFailed') },
  fc.constantFrom('TaskAssigned', 'TaskSucceeded', 'Ünknown', '', 'say "no"'),
);

const time = fc.oneof(
  { weight: 4, arbitrary: fc.nat(86_399_999).map((ms) => new Date(1_773_187_200_000 + ms).toISOString()) },
  fc.constantFrom(
    '2026-03-11T09:30:00.123456789Z',
    '2026-03-11T10:30:00+01:00',
    'gestern',
    '',
    '2026-02-30T00:00:00.000Z',
  ),
);

/** A map that now and then lacks one of its members. */
const some = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>) => {
  const whole = fc.record(members);
  const lacking = fc.tuple(whole, fc.constantFrom(...Object.keys(members)));
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    lacking.map(([map, name]) => Object.fromEntries(Object.entries(map).filter(([key]) => key !== name))),
  );
};

const body = some({
  type: fc.oneof({ weight: 9, arbitrary: type.map((S) => ({ S })) }, value),
  at: fc.oneof({ weight: 9, arbitrary: time.map((S) => ({ S })) }, value),
  idempotency_key: fc.oneof(fc.constantFrom({ S: 'k-1' }, { S: 'größe' }), value),
  actor: value,
  data: fc.oneof(
    some({
      title: value,
      assignee: value,
      progress: fc.oneof(fc.constantFrom({ N: '7' }, { L: [] }), value),
      error: value,
      ['__proto__']: value,
    }).map((M) => ({
      M,
    })),
    value,
  ),
});

const sortKey = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 9_995, max: 10_005 }))
      .map((seq) => `EVENT#${String(seq).padStart(4, '0')}`),
  },
  fc.constantFrom(
    'META',
    'EVENT#',
    'EVENT#0',
    'EVENT#x7',
    'EVENT#00007',
    `EVENT#${10 ** 15}`,
    'EVENT#9007199254740993',
    'IDEMP#k',
  ),
);

const item = some({
  PK: fc.oneof(
    { weight: 9, arbitrary: fc.constant({ S: `TASK#${TASK}` }) },
    fc.constantFrom({ S: 'TASK#other' }, { S: 'TASK#' }, { N: '4' }),
  ),
  SK: fc.oneof({ weight: 9, arbitrary: sortKey.map((S) => ({ S })) }, value),
  event: fc.oneof({ weight: 9, arbitrary: body.map((M) => ({ M })) }, value),
  status: fc.constantFrom({ S: 'running' }, { S: 'failed' }),
});

/** Each item is spelled in a way of its own. */
const page = fc
  .array(fc.tuple(item, arbitrarySpelling), { maxLength: 12 })
  .map((items) => `{"Count":1,"Items":[${items.map(([made, spelling]) => spelling(made)).join(',')}]}`);

/** All that a session tells of what it was given. */
function told(reader: PageReader, reducer: Reducer, pages: readonly Uint8Array[]): unknown {
  const session = createTaskSession(TASK, reducer, undefined, reader);
  try {
    for (const bytes of pages) session.addPages([bytes]);
  } catch (error) {
    return toErrorData(error);
  }
  session.complete();
  const all = { from: 0, to: 1000 };
  const { rows } = session.events({ types: [], text: '', regex: false }, all);
  return {
    rows,
    progress: session.progress(),
    summary: session.summary(),
    requests: session.keyedRuns(1000),
    timeline: session.timeline(100),
    states: rows.map(({ seq }) => session.state(seq)),
  };
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const eventText = (seq: number): string =>
  JSON.stringify({
    PK: { S: 'TASK#t' },
    SK: { S: `EVENT#000${seq}` },
    event: {
      M: { type: { S: 'TaskCreated' }, at: { S: '2026-03-11T09:30:00.000Z' }, idempotency_key: { S: 'k' } },
    },
  });

describe('a page that is skimmed', () => {
  it.each([
    ['task', taskReducer],
    ['none', noneReducer],
  ])('tells what a decoded one does, however its items are written: %s', (_, reducer: Reducer) => {
    fc.assert(
      fc.property(fc.array(page, { minLength: 1, maxLength: 4 }), (pages) => {
        const bytes = pages.map(bytesOf);
        expect(told(taskPages, reducer, bytes)).toEqual(told(DECODED, reducer, bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused where a decoded one is, or tells the same, whatever happened to its bytes', () => {
    fc.assert(
      fc.property(page, arbitraryDamage, page, (first, damage, second) => {
        const pages = [damaged(bytesOf(first), damage), bytesOf(second)];
        expect(told(taskPages, taskReducer, pages)).toEqual(told(DECODED, taskReducer, pages));
      }),
      { numRuns: 600 },
    );
  });

  it('tells no more of an event that came back as gone', () => {
    const session = createTaskSession('t', taskReducer, undefined, taskPages);
    const items = [1, 2, 3].map(eventText);
    const page = bytesOf(`{"Items":[${items.join(',')}]}`);
    session.addPages([page]);
    for (let look = 0; look < 2; look += 1) session.recheck(2, []);
    expect(session.rewritten().events).toMatchObject([{ seq: 3, to: null }]);
    session.addPages([page]);
    expect(session.rewritten().events).toEqual([]);
  });

  it('counts the last of two lists of items, and keeps nothing of the page before it', () => {
    const session = createTaskSession('t', taskReducer, undefined, taskPages);
    session.addPages([bytesOf(`{"Items":[${eventText(1)},${eventText(2)}],"Items":[${eventText(3)}]}`)]);
    session.addPages([bytesOf('{"Count":0}')]);
    expect(session.progress().events).toBe(1);
    expect(session.progress().lastSeq).toBe(3);
  });
});
