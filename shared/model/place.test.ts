import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathToPlace, placeSchema, placeToPath, placeToUri, uriToPlace, type Place } from './place.ts';

const part = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '~',
    '~~x',
    'a/b',
    'a#b',
    'a?seq=9',
    '%2e%2e',
    '%',
    ' ',
    '日本',
    '💥',
    '__proto__',
  ),
);
const seq = fc.nat();
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constant({}),
  fc.record({ connection: part }),
  fc.record({ connection: part, table: part }),
  fc.record({ connection: part, table: part, task: part }),
  fc.record({ connection: part, table: part, task: part, seq }),
  fc.record(
    {
      connection: part,
      table: part,
      task: part,
      seq,
      grouped: fc.constant(true as const),
      hidden: fc.array(part, { minLength: 1, maxLength: 4 }),
      with: fc.oneof(part, fc.constantFrom('stored', '/t/a/b/c?seq=3&hide=x')).filter((text) => text !== ''),
    },
    { requiredKeys: ['connection', 'table', 'task'] },
  ),
);

describe('places', () => {
  it('are plain to read where the names are plain', () => {
    expect(placeToPath({ connection: 'embedded', table: 'tasks', task: 'ord-1', seq: 5 })).toBe(
      '/t/embedded/tasks/ord-1?seq=5',
    );
    expect(placeToUri({ connection: 'embedded', table: 'tasks' })).toBe('dynascope://open/t/embedded/tasks');
    expect(placeToPath({})).toBe('/');
    expect(
      placeToPath({ connection: 'a', table: 'b', task: 'c', seq: 5, grouped: true, hidden: ['X', 'Y&Z'] }),
    ).toBe('/t/a/b/c?seq=5&grouped&hide=X&hide=Y%26Z');
  });

  it('survive the way into a path and back', () => {
    fc.assert(
      fc.property(place, (given) => {
        expect(pathToPlace(placeToPath(given))).toEqual(given);
      }),
    );
  });

  it('survive the way into a link and back', () => {
    fc.assert(
      fc.property(place, (given) => {
        expect(uriToPlace(placeToUri(given))).toEqual(given);
      }),
    );
  });

  it('never come out of junk as anything but a place or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (junk) => {
        for (const text of [junk, `/t/${junk}`, `dynascope://open/${junk}`]) {
          for (const found of [pathToPlace(text), uriToPlace(text)]) {
            if (found !== undefined) expect(placeSchema.parse(found)).toEqual(found);
          }
        }
      }),
    );
  });

  it.each(['/x', '/t/a/b/c/d', '/t/%', '/t//b', 't/a', '//evil.example/t/a'])('are not in %s', (path) => {
    expect(pathToPlace(path)).toBeUndefined();
  });

  it.each(['https://open/t/a', 'dynascope://close/t/a', 'dynascope:open/t/a', 'dynascope://opener/t/a'])(
    'are not in the link %s',
    (uri) => {
      expect(uriToPlace(uri)).toBeUndefined();
    },
  );

  it('take a closing slash and a foreign query as they come, and leave a damaged seq out', () => {
    expect(pathToPlace('/t/a/b/c/?x=1&seq=7#top')).toEqual({
      connection: 'a',
      table: 'b',
      task: 'c',
      seq: 7,
    });
    expect(pathToPlace('/t/a/b/c?seq=-1')).toEqual({ connection: 'a', table: 'b', task: 'c' });
    expect(pathToPlace('/t/a/b/c?hide=%E0%A4%A&hide=X&with=')).toEqual({
      connection: 'a',
      table: 'b',
      task: 'c',
      hidden: ['X'],
    });
    expect(uriToPlace('DYNASCOPE://open/')).toEqual({});
  });
});
