import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatJson } from './format.ts';

it('changes white space alone', () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
      const formatted = formatJson(JSON.stringify(value));
      expect(formatted).toBe(JSON.stringify(value, null, 2));
      expect(formatJson(formatted)).toBe(formatted);
    }),
  );
});

it('keeps digits, escapes and names that stand twice', () => {
  expect(formatJson('{"n":1.0e2,"a":"\\u0041 {,:}","n":12345678901234567890,"e":{},"l":[]}')).toBe(
    '{\n  "n": 1.0e2,\n  "a": "\\u0041 {,:}",\n  "n": 12345678901234567890,\n  "e": {},\n  "l": []\n}',
  );
});
