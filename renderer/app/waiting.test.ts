import { describe, expect, it } from 'vitest';
import { waitingWords } from './waiting.ts';

describe('what is waited for', () => {
  it('says what goes on until a table can be chosen', () => {
    expect(waitingWords('Embedded', 'starting', true)).toBe('Embedded is being started…');
    expect(waitingWords('Embedded', 'restarting', false)).toBe('Embedded is being started again…');
    expect(waitingWords('Embedded', 'ready', true)).toBe('Reading the tables of Embedded…');
    expect(waitingWords('Embedded', 'ready', false)).toBeUndefined();
    expect(waitingWords('Embedded', 'failed', true)).toBeUndefined();
  });
});
