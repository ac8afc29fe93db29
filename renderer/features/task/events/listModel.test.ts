import { describe, expect, test } from 'vitest';
import { summaryOf } from '../fakeTask.ts';
import { entryAt, entryCount, fullModel, indexOfRow, rowsBefore } from './listModel.ts';

const gaps = [{ from: 7, to: 9 }];
const holes = [...gaps, { from: 12, to: 12 }];
// 18 sequences, three missing, one unreadable: 14 events; one more unreadable entry has no sequence at all.
const summary = summaryOf(18, {
  undecodable: [
    { key: 'EVENT#0012', seq: 12, reason: 'no event attribute' },
    { key: 'EVENT#zz', reason: 'no number' },
  ],
});
const model = fullModel(14, summary, gaps, holes);

describe('the list with its inserts', () => {
  test('gaps and unreadable entries stand where their sequences would be', () => {
    expect(entryCount(model)).toBe(17);
    expect(entryAt(model, 5)).toEqual({ kind: 'event', row: 5 });
    expect(entryAt(model, 6)).toMatchObject({ kind: 'gap', from: 7, to: 9 });
    expect(entryAt(model, 7)).toEqual({ kind: 'event', row: 6 });
    expect(entryAt(model, 9)).toMatchObject({ kind: 'unreadable', entry: { key: 'EVENT#0012' } });
    expect(entryAt(model, 15)).toEqual({ kind: 'event', row: 13 });
    expect(entryAt(model, 16)).toMatchObject({ kind: 'unreadable', entry: { key: 'EVENT#zz' } });
  });

  test('rows and places lead back to each other', () => {
    for (let row = 0; row < 14; row++) {
      expect(entryAt(model, indexOfRow(model, row))).toEqual({ kind: 'event', row });
    }
  });

  test('doubled sequences take two rows', () => {
    expect(rowsBefore(10, 1, gaps, new Map())).toBe(6);
    expect(rowsBefore(10, 1, gaps, new Map([[3, 1]]))).toBe(7);
    expect(rowsBefore(3, 1, gaps, new Map([[3, 1]]))).toBe(2);
  });
});
