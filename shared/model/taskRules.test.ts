import { describe, expect, it } from 'vitest';
import { attributeMap } from './attributeValue.ts';
import { eventShapeOf, isNumberText, moveOf, movesFrom, payloadProblems } from './taskRules.ts';

describe('moves', () => {
  it('follow the table of legal moves', () => {
    expect(moveOf('TaskCreated', undefined)).toEqual({ to: 'pending', legal: true });
    expect(moveOf('TaskStarted', 'retrying')).toEqual({ to: 'running', legal: true });
    expect(moveOf('TaskSucceeded', 'failed')).toEqual({ to: 'succeeded', legal: false });
    expect(movesFrom('succeeded')).toEqual([]);
  });

  it('keep the status for events that lead nowhere, progress only while running', () => {
    expect(moveOf('TaskAssigned', 'failed')).toEqual({ to: 'failed', legal: true });
    expect(moveOf('TaskProgressed', 'running')).toEqual({ to: 'running', legal: true });
    expect(moveOf('TaskProgressed', 'pending')).toEqual({ to: 'pending', legal: false });
    expect(moveOf('ParcelScanned', 'pending')).toEqual({ to: 'pending', legal: true });
  });

  it('do not take names of Object for event types', () => {
    expect(eventShapeOf('constructor')).toBeUndefined();
    expect(moveOf('toString', 'gone_fishing')).toEqual({ to: 'gone_fishing', legal: true });
  });
});

describe('payloads', () => {
  it('of built-in types need their fields, with their type', () => {
    expect(payloadProblems('TaskCreated')).toEqual([{ field: 'title', problem: 'TaskCreated needs title.' }]);
    expect(payloadProblems('TaskCreated', { title: { S: ' ' } })).toHaveLength(1);
    expect(payloadProblems('TaskProgressed', { progress: { S: '4' } })).toEqual([
      { field: 'progress', problem: 'progress must be a number (N); it is S.' },
    ]);
    expect(payloadProblems('TaskProgressed', { progress: { N: 'forty' } })).toHaveLength(1);
    expect(payloadProblems('TaskFailed', { error: { M: { code: { S: 'E_5XX' } } } })).toEqual([]);
  });

  it('may carry more, and anything for types unknown here', () => {
    expect(payloadProblems('TaskStarted', { lane: { N: '4' } })).toEqual([]);
    expect(payloadProblems('ParcelScanned', attributeMap([['__proto__', { S: 'x' }]]))).toEqual([]);
  });
});

it('numbers are decimal texts of at most 38 significant digits', () => {
  for (const text of ['0', '-1.50', '1e5', '00012', '1'.repeat(38), `1${'0'.repeat(60)}`]) {
    expect(isNumberText(text), text).toBe(true);
  }
  for (const text of ['', ' 1', '1,5', 'NaN', '0x10', '1'.repeat(39)]) {
    expect(isNumberText(text), text).toBe(false);
  }
});
