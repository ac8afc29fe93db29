import { expect, it } from 'vitest';
import { sampleEvent } from '../samples.ts';
import { eventText } from './eventText.ts';

it('an event is told with what its writer calls it, and without what it lacks', () => {
  const at = '2026-03-11T09:00:00Z';
  const event = { ...sampleEvent(3, 'Paid', { amount: { N: '5' } }), at };
  const plain = { seq: 3, type: 'Paid', at, key: event.key, data: { amount: 5 } };
  expect(JSON.parse(eventText(event))).toEqual(plain);
  const named = { ...event, eventId: 'e-3', causationId: 'e-2' };
  expect(JSON.parse(eventText(named))).toEqual({ ...plain, eventId: 'e-3', causationId: 'e-2' });
});
