import { describe, expect, it } from 'vitest';
import { waitingWords } from './waiting.ts';

describe('what is waited for', () => {
  it('says what goes on until a table can be chosen', () => {
    expect(waitingWords('Embedded', 'embedded', 'starting', true)).toBe('Embedded is being started…');
    expect(waitingWords('shop', 'endpoint', 'starting', false)).toBe('Connecting to shop…');
    expect(waitingWords('Embedded', 'embedded', 'restarting', false)).toBe(
      'Embedded is being started again…',
    );
    expect(waitingWords('Embedded', 'embedded', 'ready', true)).toBe('Reading the tables of Embedded…');
    expect(waitingWords('Embedded', 'embedded', 'ready', false)).toBeUndefined();
    expect(waitingWords('Embedded', 'embedded', 'failed', true)).toBeUndefined();
  });
});
