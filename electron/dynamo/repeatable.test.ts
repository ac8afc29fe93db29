import { describe, expect, it } from 'vitest';
import { isRepeatable } from './repeatable.ts';

describe('isRepeatable', () => {
  it.each([
    'SET a = :v',
    'set #a = :v, b.c = :w',
    'SET #set = :set, #add.remove = :delete',
    'SET created = if_not_exists(created, :now), #w = :w',
    'REMOVE a, #b.c',
    'DELETE tags :gone',
    'SET a = :v REMOVE b DELETE c :d',
    'SET\n  a = :v,\n  b = :w\nREMOVE c',
  ])('knows that twice is once: %s', (update) => {
    expect(isRepeatable(update)).toBe(true);
  });

  it.each([
    'ADD hits :one',
    'SET a = :v ADD hits :one',
    'SET a = a + :one',
    'SET a = :b - a',
    'SET l = list_append(l, :v)',
    'SET old = current, current = :new',
    'SET a = if_not_exists(b, :v), b = :w',
    'SET l[3] = :v',
    'REMOVE l[0]',
    'SET a = :v add hits :one',
    '',
    'nonsense',
    'SET',
  ])('does not take for granted: %s', (update) => {
    expect(isRepeatable(update)).toBe(false);
  });
});
