import { describe, expect, it } from 'vitest';
import { createPageUses } from './pageUses.ts';

const counted = () => {
  const freed: Uint8Array[] = [];
  return { freed, uses: createPageUses((page) => void freed.push(page)) };
};

describe('uses of a page', () => {
  it('gives a page back once, with its last use', () => {
    const { freed, uses } = counted();
    const [page, other] = [new Uint8Array(8), new Uint8Array(8)];
    uses.hold(page);
    uses.hold(other);
    uses.hold(page);
    uses.release(page);
    expect(freed).toEqual([]);
    uses.release(page);
    expect(freed).toEqual([page]);
    uses.release(page);
    expect(freed).toHaveLength(1);
    expect(freed[0]).toBe(page);
  });

  it('tells how much is held, each page once, and none that was left or given back', () => {
    const { uses } = counted();
    const [page, other] = [new Uint8Array(8), new Uint8Array(100)];
    for (const each of [page, page, other]) uses.hold(each);
    expect(uses.held()).toBe(108);
    uses.release(page);
    uses.leave(other);
    uses.hold(other);
    expect(uses.held()).toBe(8);
    uses.release(page);
    uses.release(other);
    uses.leave(other);
    expect(uses.held()).toBe(0);
  });

  it('never gives back what was left to be collected, held again or not', () => {
    const { freed, uses } = counted();
    const page = new Uint8Array(8);
    uses.hold(page);
    uses.hold(page);
    uses.leave(page);
    uses.release(page);
    uses.hold(page);
    uses.release(page);
    uses.release(page);
    expect(freed).toEqual([]);
  });
});
