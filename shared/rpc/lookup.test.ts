import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { query } from '../contract/define.ts';
import { entryAt, handlerAt } from './lookup.ts';

const contract = { test: { echo: query(z.object({}), z.object({})) } };
const handlers = { test: { echo: () => Promise.resolve({}) } };

describe('a path', () => {
  it('finds the entry and the handler that bear its name', () => {
    expect(entryAt(contract, 'test.echo')).toBe(contract.test.echo);
    expect(handlerAt(handlers, 'test.echo')).toBe(handlers.test.echo);
  });

  it.each([
    '__proto__.constructor',
    'constructor.prototype',
    'test.constructor',
    'test.toString',
    'toString.call',
    '',
  ])('finds nothing that a prototype lends (“%s”)', (path) => {
    expect(entryAt(contract, path)).toBeUndefined();
    expect(handlerAt(handlers, path)).toBeUndefined();
  });
});
