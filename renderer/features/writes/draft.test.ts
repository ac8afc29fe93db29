import { describe, expect, test } from 'vitest';
import { EVENT_SHAPES } from '#shared/model/taskRules.ts';
import { draftProblems, fieldText, newDraft, parseData, withField, type AppendDraft } from './draft.ts';
import { previewOf, STATUS_ONLY, statusChoices, statusConsequence, typeChoices } from './preview.ts';
import type { Seen } from './seen.ts';

const SEEN: Seen = { lastSeq: 18, nextSeq: 19, storedStatus: 'running', replayedStatus: 'running' };
const draft: AppendDraft = {
  builtIn: 'TaskFailed',
  customType: '',
  dataText: '{}',
  actor: '',
  project: false,
};
const [error] = EVENT_SHAPES.TaskFailed.fields;
const [progress] = EVENT_SHAPES.TaskProgressed.fields;

describe('payload text', () => {
  test('must be DynamoDB JSON, numbers that DynamoDB can hold', () => {
    expect(parseData('')).toEqual({ ok: true, data: {} });
    expect(parseData('{"a":{"M":{"b":{"N":"1.10"}}}}')).toMatchObject({ ok: true });
    expect(parseData('{"a":')).toMatchObject({ ok: false });
    expect(parseData('{"a":"b"}')).toMatchObject({ ok: false });
    expect(parseData('[]')).toMatchObject({ ok: false });
    expect(parseData('{"a":{"L":[{"N":"1"},{"N":"x"}]}}')).toEqual({
      ok: false,
      problem: 'a[1] is not a number DynamoDB can hold (38 digits).',
    });
  });

  test('and fields are views of one thing', () => {
    if (error === undefined || progress === undefined) throw new Error('no such fields');
    const parsed = parseData('{"__proto__":{"S":"kept"}}');
    if (!parsed.ok) throw new Error(parsed.problem);
    const text = withField(parsed.data, error, 'E_5XX');
    expect(JSON.parse(text)).toEqual(JSON.parse('{"__proto__":{"S":"kept"},"error":{"S":"E_5XX"}}'));
    const again = parseData(text);
    expect(again.ok && fieldText(again.data, error)).toBe('E_5XX');
    expect(withField({ progress: { N: '4' } }, progress, '')).toBe('{}');
    expect(fieldText({ error: { M: {} } }, error)).toBeUndefined();
    expect(withField({}, progress, ' 40 ')).toContain('"40"');
  });
});

test('problems name the field, the type or the text', () => {
  expect([...draftProblems(draft)]).toEqual([['error', 'TaskFailed needs error.']]);
  expect([...draftProblems({ ...draft, builtIn: '', customType: ' ' }).keys()]).toEqual([':type']);
  expect([...draftProblems({ ...draft, dataText: '{' }).keys()]).toEqual([':data']);
  expect(draftProblems({ ...draft, dataText: '{"error":{"S":"x"}}' }).size).toBe(0);
});

test('a new draft and the choices begin with what is legal', () => {
  expect(newDraft(SEEN, 'ada')).toMatchObject({ builtIn: 'TaskSucceeded', actor: 'ada' });
  expect(newDraft({ ...SEEN, lastSeq: 0, nextSeq: 1, replayedStatus: undefined }, '').builtIn).toBe(
    'TaskCreated',
  );
  expect(newDraft({ ...SEEN, replayedStatus: 'succeeded' }, '').builtIn).toBe('TaskAssigned');
  const labels = typeChoices(SEEN).map(({ label }) => label);
  expect(labels[0]).toBe('TaskAssigned  status stays');
  expect(labels.at(-2)).toContain('(not legal now)');
  expect(labels.at(-1)).toBe('Another type…');
  expect(statusChoices('running')).toEqual({
    legal: ['succeeded', 'failed', 'cancelled'],
    others: ['pending', 'retrying', 'dead_lettered'],
  });
  expect(statusChoices('gone_fishing').legal).toEqual([]);
});

test('the preview warns of illegal moves and tells of unknown types', () => {
  const open = {
    kind: 'append',
    ref: { connection: 'c', table: 't', task: 'x' },
    seen: SEEN,
    draft,
    step: { step: 'editing' },
    tried: false,
    writeId: 'w',
    movedFrom: undefined,
  } as const;
  expect(previewOf(open)).toEqual({ from: 'running', to: 'failed', warning: undefined, note: undefined });
  const created = previewOf({ ...open, draft: { ...draft, builtIn: 'TaskCreated' } });
  expect(created.warning).toContain('does not go from running to pending');
  const own = previewOf({ ...open, draft: { ...draft, builtIn: '', customType: 'ParcelScanned' } });
  expect(own.to).toBe('running');
  expect(own.note).toContain('changes nothing but the last sequence');
});

test('the warning tells a status that is there already from a report at rest', () => {
  const warningOf = (builtIn: string, replayedStatus: string | undefined): string | undefined =>
    previewOf({
      kind: 'append',
      ref: { connection: 'c', table: 't', task: 'x' },
      seen: { ...SEEN, replayedStatus },
      draft: { ...draft, builtIn },
      step: { step: 'editing' },
      tried: false,
      writeId: 'w',
      movedFrom: undefined,
    }).warning;
  expect(warningOf('TaskStarted', 'running')).toBe(
    'The task is already running. TaskStarted can be appended; the audit will call running → running an illegal transition.',
  );
  expect(warningOf('TaskDeadLettered', 'dead_lettered')).toContain('dead-lettered → dead-lettered');
  expect(warningOf('TaskProgressed', 'failed')).toContain('TaskProgressed is reported only while running.');
  expect(warningOf('TaskProgressed', undefined)).toContain('only while running');
  expect(warningOf('TaskProgressed', 'running')).toBeUndefined();
});

test('a change of the stored status says what else moves, and how it will stand to the replay', () => {
  expect(STATUS_ONLY).toMatch(/only status changes.*every other field stays.*no event is appended/);
  expect(statusConsequence({ seen: SEEN, wanted: undefined })).toBe('The replay of its events says running.');
  expect(statusConsequence({ seen: SEEN, wanted: 'running' })).toMatch(/says running too: .*will agree/);
  expect(statusConsequence({ seen: SEEN, wanted: 'failed' })).toMatch(/says running: .*drifting/);
});
