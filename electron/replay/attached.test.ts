import { expect, it } from 'vitest';
import { ownBytes, requireAttached } from './attached.ts';
import { inlineLink } from './link.ts';

const detached = (): ArrayBuffer => {
  const { buffer } = new Uint8Array([1, 2, 3]);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
};

it('refuses a buffer that was handed over, not an empty one', () => {
  const whole = [new ArrayBuffer(0), new ArrayBuffer(8)];
  expect(() => requireAttached(whole)).not.toThrow();
  expect(() => requireAttached([...whole, detached()])).toThrow('handed over a second time');
});

it('sends nothing over a link that would be dropped', async () => {
  const link = inlineLink(
    {},
    { onReply: () => undefined, onNotice: () => undefined, onDown: () => undefined },
  );
  expect(() => link.post({ kind: 'cancel', id: 1 }, [detached()])).toThrow('handed over a second time');
  await link.close();
});

it('takes the buffer that holds nothing else, and copies out of any other', () => {
  const whole = Uint8Array.of(1, 2, 3);
  expect(ownBytes(whole).buffer).toBe(whole.buffer);
  // `slice` of the last one would be a view of the same memory.
  for (const part of [whole.subarray(1), whole.subarray(0, 2), Buffer.from(whole.buffer, 1)]) {
    const own = ownBytes(part);
    expect([...own]).toEqual([...part]);
    expect(own.buffer.byteLength).toBe(part.byteLength);
    expect(own.buffer).not.toBe(whole.buffer);
  }
});
