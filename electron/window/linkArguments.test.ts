import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathToPlace, placeToPath, placeToUri } from '#shared/model/place.ts';
import { placeInArguments } from './linkArguments.ts';

const part = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('.', '..', '~', 'a/b', 'a#b', 'a?seq=9', '%2e%2e', '日本', '\\', 'a\\..\\b', '\n'),
);
const place = fc.record({
  connection: part,
  table: part,
  task: part,
  seq: fc.nat(),
  grouped: fc.constant(true as const),
  hidden: fc.array(part, { minLength: 1, maxLength: 3 }),
  with: part,
});

describe('a program’s arguments', () => {
  it('give the place of their link, wherever it stands', () => {
    fc.assert(
      fc.property(place, (given) => {
        expect(placeInArguments(['/usr/bin/dynascope', '--flag', placeToUri(given)])).toEqual(given);
      }),
    );
  });

  it('give nothing without a link, or with a damaged one', () => {
    expect(placeInArguments(['/usr/bin/dynascope', '--flag'])).toBeUndefined();
    expect(placeInArguments(['dynascope://close/t/a'])).toBeUndefined();
    expect(placeInArguments(['x dynascope://open/t/a'])).toBeUndefined();
  });
});

describe('a place', () => {
  it('survives a URL parser, which folds dots and empty segments away', () => {
    fc.assert(
      fc.property(place, (given) => {
        for (const base of ['http://127.0.0.1:1', 'app://dynascope']) {
          const { pathname, search } = new URL(base + placeToPath(given));
          expect(pathToPlace(pathname + search)).toEqual(given);
        }
      }),
    );
  });
});
