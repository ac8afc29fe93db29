import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathOf, pathText } from './pathText.ts';

it('a name with a dot stays one name', () => {
  expect([pathText(['a.b']), pathText(['a.b', 'c']), pathText('a.b')]).toEqual(['["a.b"]', 'a.b › c', 'a.b']);
  expect([pathOf('["a.b"]'), pathOf('a.b › c'), pathOf(' a.b ')]).toEqual([['a.b'], ['a.b', 'c'], 'a.b']);
  expect(pathOf('[a')).toBe('[a');
});

it('whatever path is shown is read back as the same names', () => {
  const name = fc.oneof(fc.constantFrom('', '.', ' › ', ' ', '[]', '["a"]', '__proto__'), fc.string());
  const path = fc.oneof(
    name.filter((text) => text !== ''),
    fc.array(name, { minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(path, (each) => {
      const names = typeof each === 'string' ? each.split('.') : each;
      const back = pathOf(pathText(each));
      expect(pathText(each).trim()).not.toBe('');
      expect(typeof back === 'string' ? back.split('.') : back).toEqual(names);
    }),
  );
});
