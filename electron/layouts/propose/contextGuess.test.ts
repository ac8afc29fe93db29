import { expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { guessEvent } from './eventGuess.ts';
import { contextWords } from './guessWords.ts';

const guess = (items: readonly AttributeMap[]) =>
  guessEvent(
    items,
    items.map(() => 'one'),
    new Set(),
    undefined,
  );

const TYPES = ['Placed', 'Paid', 'Shipped', 'Paid'];

it.each([
  ['correlation_id', 'causation_id', 'user_id'],
  ['correlationId', 'causationId', 'performedBy'],
  ['$correlationId', '$causationId', '$by'],
])(
  'knows %s, %s and %s within metadata, and says how many events have them',
  (correlation, causation, actor) => {
    const found = guess(
      TYPES.map((type, index) => ({
        type: { S: type },
        data: { M: { user_id: { S: 'a customer' } } },
        metadata: {
          M: {
            [correlation]: { S: 'c' },
            [actor]: { S: 'ann' },
            ...(index === 0 ? {} : { [causation]: { S: `e-${index}` } }),
          },
        },
      })),
    );
    expect(found.event).toMatchObject({
      correlation: `metadata.${correlation}`,
      causation: `metadata.${causation}`,
      actor: `metadata.${actor}`,
    });
    expect(contextWords(found)).toEqual([
      {
        part: 'context',
        trust: 'likely',
        says: `By their names: “metadata.${actor}” for the actor, a text in 4 of 4 events; “metadata.${correlation}” for the correlation id, a text in 4 of 4 events; “metadata.${causation}” for the causation id, a text in 3 of 4 events.`,
      },
    ]);
  },
);

it('takes what the item says of the events packed in it', () => {
  const found = guess(
    TYPES.map((type) => ({
      events: { S: JSON.stringify([{ type, by: 'ann' }, { type: 'Noted' }]) },
      correlation_id: { S: 'c' },
      by: { S: 'job' },
    })),
  );
  expect(found.event).toMatchObject({ type: 'type', actor: 'by' });
  expect(found.item).toEqual({ correlation: 'correlation_id' });
  expect(contextWords(found)[0]?.says).toContain(
    '“correlation_id” for the correlation id, a text in 4 of 4 items',
  );
});

it('names nothing after what is no text', () => {
  const found = guess(TYPES.map((type) => ({ type: { S: type }, correlation_id: { N: '5' } })));
  expect(found.event.correlation).toBeUndefined();
  expect(contextWords(found)).toEqual([]);
});
