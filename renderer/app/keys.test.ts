import { describe, expect, it } from 'vitest';
import { ACTION_IDS, ACTIONS } from '../ui/actions/actionTable.ts';
import { keyLabel, keyName, pressKey } from './keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe('keyName', () => {
  it('tells capitals from small letters', () => {
    expect(keyName({ ...plain, key: 'j' })).toBe('j');
    expect(keyName({ ...plain, key: 'J' })).toBe('J');
  });

  it('takes Ctrl and ⌘ alike and leaves Alt alone', () => {
    expect(keyName({ ...plain, key: 'K', ctrlKey: true })).toBe('Mod+k');
    expect(keyName({ ...plain, key: 'k', metaKey: true })).toBe('Mod+k');
    expect(keyName({ ...plain, key: 'k', altKey: true })).toBeUndefined();
  });
});

describe('pressKey', () => {
  it('finds an action by one key', () => {
    expect(pressKey([], 'j')).toEqual({ step: 'action', id: 'event.next' });
    expect(pressKey([], 'Mod+k')).toEqual({ step: 'action', id: 'palette.open' });
  });

  it('waits for the second key of a sequence', () => {
    expect(pressKey([], 'g')).toEqual({ step: 'pending', keys: ['g'] });
    expect(pressKey(['g'], 't')).toEqual({ step: 'action', id: 'go.tasks' });
  });

  it('tries the last key alone when a sequence leads nowhere', () => {
    expect(pressKey(['g'], 'j')).toEqual({ step: 'action', id: 'event.next' });
    expect(pressKey(['g'], 'q')).toEqual({ step: 'none' });
    expect(pressKey(['g'], 'g')).toEqual({ step: 'pending', keys: ['g'] });
  });

  it('leads every binding of the table to its own action', () => {
    for (const id of ACTION_IDS)
      for (const binding of ACTIONS[id].keys) {
        const keys = binding.split(' ');
        expect(pressKey(keys.slice(0, -1), keys.at(-1) ?? '')).toEqual({ step: 'action', id });
      }
  });
});

it('labels keys as they are labelled on the keyboard', () => {
  expect(keyLabel('Mod+k', true)).toBe('⌘K');
  expect(keyLabel('Mod+k', false)).toBe('Ctrl K');
  expect(keyLabel('g t', false)).toBe('g t');
  expect(keyLabel('ArrowRight', false)).toBe('→');
});
