import { expect, it } from 'vitest';
import type { LayoutPairing } from './layoutPairing.ts';
import { pairingWords } from './layoutPairingWords.ts';

const NOT_LOOKED = { streams: { of: 0, found: 0 }, projections: { of: 0, found: 0 } };

const words = (patch: Partial<LayoutPairing>, undecodable = 0) =>
  pairingWords(
    {
      streams: 12,
      projections: 4,
      paired: 0,
      whole: false,
      always: true,
      looked: NOT_LOOKED,
      stream: 'o-1',
      projection: 'STATE-o-1',
      ...patch,
    },
    { undecodable, id: 'Id of its stream' },
  );

it('warns where nothing pairs in a whole table, with an id of each and what to look at', () => {
  expect(words({ whole: true })).toEqual({
    look: 'warning',
    says: 'The table has 12 streams with events, 4 projections, and no pair of them. Events are read as of “o-1”, projections as of “STATE-o-1”. Look at “Id of its stream” and the key patterns of the projection: they have to give the id that the events have.',
  });
});

it('warns by a part of the table only for what was looked up in vain', () => {
  const looked = { streams: { of: 3, found: 0 }, projections: { of: 1, found: 0 } };
  const told = words({ looked });
  expect(told?.look).toBe('warning');
  expect(told?.says).toContain(
    'Looked up by key, 0 of 3 streams have their projection, and 0 of 1 projection has events.',
  );
  const found = words({ looked: { ...looked, streams: { of: 3, found: 2 } } });
  expect(found).toEqual({
    look: 'note',
    says: 'The sample has 12 streams with events, 4 projections, and no pair of them. Looked up by key, 2 of 3 streams have their projection, and 0 of 1 projection has events.',
  });
});

it('does not warn where nothing could be looked up', () => {
  const told = words({});
  expect(told?.look).toBe('note');
  expect(told?.says).toContain('which a few reads by key do not tell');
});

it('looks at the side that is empty', () => {
  const looked = { ...NOT_LOOKED, streams: { of: 3, found: 0 } };
  expect(words({ projections: 0, projection: undefined, looked })?.says).toMatch(
    /0 projections, and no pair .* Look at the key patterns of the projection, and at its table\.$/,
  );
  expect(words({ streams: 0, stream: undefined, whole: true })?.says).toMatch(
    /Look at the key patterns of the events\.$/,
  );
});

it('says nothing of snapshots that may be missing, of events that cannot be read, and without projections', () => {
  expect(words({ projections: 0, always: false, whole: true })).toBeUndefined();
  expect(words({ streams: 0, whole: true }, 5)).toBeUndefined();
  expect(pairingWords(undefined, { undecodable: 0, id: 'stream' })).toBeUndefined();
});

it('names what gives the id of a stream as the reader knows it', () => {
  const pairing: LayoutPairing = {
    streams: 1,
    projections: 1,
    paired: 0,
    whole: true,
    always: true,
    looked: NOT_LOOKED,
  };
  expect(pairingWords(pairing, { undecodable: 0, id: 'stream' })?.says).toContain('Look at “stream” and');
});

it('says how many pair', () => {
  expect(words({ paired: 3 })).toEqual({
    look: 'note',
    says: '3 of 4 projections have events in the sample.',
  });
  expect(words({ paired: 1, projections: 1, whole: true })?.says).toBe('1 of 1 projection has events.');
});
