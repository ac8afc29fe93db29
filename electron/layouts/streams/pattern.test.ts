import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPattern, knownPrefix, matchPattern, parsePattern, type Pattern } from './pattern.ts';

const patternOf = (source: string): Pattern => {
  const { pattern, ...reading } = { fault: undefined, ...parsePattern(source) };
  if (pattern === undefined) throw new Error(reading.fault);
  return pattern;
};

const faultOf = (source: string): string | undefined => {
  const reading = parsePattern(source);
  return reading.pattern === undefined ? reading.fault : undefined;
};

describe('a pattern', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['TASK#{id}', 'TASK#a#b:c', ['a#b:c']],
    ['TASK#{id}', 'TASK#', undefined],
    ['TASK#{id:any}', 'TASK#', ['']],
    ['TASK#{id}', 'task#a', undefined],
    ['META', 'META', []],
    ['META', 'META2', undefined],
    ['EVENT#{seq:digits}', 'EVENT#0012', ['0012']],
    ['EVENT#{seq:digits}', 'EVENT#12a', undefined],
    ['EVENT1{seq:digits}', 'EVENT15', ['5']],
    ['{store}#{id}', 'A#b#c', ['A', 'b#c']],
    ['{id}-{group:digits}', 'a-1-7', ['a-1', '7']],
    ['j-P-{id}-{group:digits}', 'j-P-a-1-0', ['a-1', '0']],
    ['{a}-{b}-x', '1-2-3-x', ['1', '2-3']],
    ['{n:digits}#{rest}', '12#3#4', ['12', '3#4']],
    ['{n:digits}#{rest}', '#3', undefined],
    ['{id}#EVENT#{seq:digits}#v{n:digits}', 'a#b#EVENT#7#v2', ['a#b', '7', '2']],
    ['{{x}}{id}', '{x}y', ['y']],
    ['ab{x:any}ba', 'aba', undefined],
    ['{a}##{b}', 'x###y', ['x', '#y']],
    ['{a}#{b}', '#x#y', ['#x', 'y']],
  ])('%s matches %s as %j', (source, text, parts) => {
    expect(matchPattern(patternOf(source), text)).toEqual(parts);
  });

  it.each([
    ['{a}{b}', 'nothing separates {a} from {b}'],
    ['{a}-{a}', '{a} stands in it twice'],
    ['{a', 'a single “{” stands in it'],
    ['a}', 'a single “}” stands in it'],
    ['{}', 'a part between braces has no name'],
    ['{a:number}', '“number” is no kind of part: there are “digits” and “any”'],
    ['x{a}-1{b:digits}', 'a digit stands right before {b:digits}'],
    ['{b:digits}2', 'a digit stands right behind {b:digits}'],
  ])('%s is none: %s', (source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });

  it('takes apart what it puts together, whatever the ids', () => {
    const id = fc.string({ minLength: 1, maxLength: 2000, unit: 'binary' });
    const number = fc.nat().map(String);
    for (const source of ['TASK#{id}', 'j-P-{id}-{n:digits}', '{n:digits}#{id}', 'a{{{id}']) {
      const pattern = patternOf(source);
      fc.assert(
        fc.property(id, number, (text, digits) => {
          const valueOf = (part: string) => (part === 'id' ? text : digits);
          const filled = fillPattern(pattern, valueOf) ?? '';
          expect(matchPattern(pattern, filled)).toEqual(pattern.parts.map(valueOf));
        }),
      );
    }
  });

  it('never gives parts that do not make the text', () => {
    const source = fc
      .array(fc.constantFrom('{a}', '{b:digits}', '{c:any}', '#', '-', 'x', '1'), { maxLength: 7 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(source, fc.string({ unit: fc.constantFrom('#', '-', 'x', '1', 'é') }), (each, text) => {
        const { pattern } = { pattern: undefined, ...parsePattern(each) };
        const parts = pattern === undefined ? undefined : matchPattern(pattern, text);
        if (pattern === undefined || parts === undefined) return;
        const known = new Map(pattern.parts.map((part, at) => [part, parts[at]]));
        expect(fillPattern(pattern, (part) => known.get(part))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells what its texts begin with', () => {
    const pattern = patternOf('{kind}-{id}-{seq:digits}');
    const known = (parts: Record<string, string>) => knownPrefix(pattern, (part) => parts[part]);
    expect(known({ kind: 'k', id: 'i' })).toEqual({ text: 'k-i-', whole: false });
    expect(known({ kind: 'k', id: 'i', seq: '1' })).toEqual({ text: 'k-i-1', whole: true });
    expect(known({})).toEqual({ text: '', whole: false });
  });
});
