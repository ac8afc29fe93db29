import { describe, expect, it } from 'vitest';
import { createRecheck } from './recheck.ts';
import { createRewritten } from './rewritten.ts';
import { legalStream } from './samples.ts';
import { taskReducer } from './taskReducer.ts';
import { createTaskStream } from './taskStream.ts';

const events = legalStream(Array.from({ length: 30 }, () => 0));

/** The end of a stream as it is read with every look: decoded anew, so that no object is the one before. */
const readAgain = (): typeof events => structuredClone(events.slice(14));

describe('looks at the end of a stream', () => {
  it('keep nothing of events that are what they were, however many looks there are', () => {
    const stream = createTaskStream(taskReducer);
    const recheck = createRecheck(stream, createRewritten());
    stream.addEvents(events);
    for (let looks = 0; looks < 50; looks += 1) {
      expect(recheck.look(14, { events: readAgain(), undecodable: [] })).toBe(false);
    }
    expect([stream.length, stream.beneath().rows.count]).toEqual([30, 30]);
  });

  it('heal an event that could not be read meanwhile, though it is what it was', () => {
    const stream = createTaskStream(taskReducer);
    const recheck = createRecheck(stream, createRewritten());
    stream.addEvents(events);
    // Without a number: what is held under the key stays where it is.
    const key = events[20]?.key ?? '';
    recheck.look(14, { events: readAgain(), undecodable: [{ key, reason: 'No number.' }] });
    expect(stream.isUnreadable(key)).toBe(true);
    expect(recheck.look(14, { events: readAgain(), undecodable: [] })).toBe(true);
    expect(stream.isUnreadable(key)).toBe(false);
  });
});
