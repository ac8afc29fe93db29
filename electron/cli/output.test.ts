import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import { createColumns } from './columns.ts';
import { createOutput } from './output.ts';
import { createPaint } from './style.ts';

const plain = createPaint(false, {});

/** A stream that keeps what it got. */
function collector() {
  const texts: string[] = [];
  const stream = new Writable({
    write: (chunk: unknown, _encoding, done) => {
      texts.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => texts.join('') };
}

describe('output', () => {
  it('waits for a slow reader instead of piling up', async () => {
    const waiting: (() => void)[] = [];
    const slow = new Writable({ write: (_chunk, _encoding, done) => void waiting.push(done) });
    const out = createOutput(slow, () => undefined);
    let written = 0;
    const writing = (async () => {
      for (; written < 20_000; written += 1) await out.line('x'.repeat(99));
    })();
    await new Promise((resolve) => setImmediate(resolve));
    // One chunk is on its way; until it is read, no further line is taken.
    const stuck = written;
    expect(stuck).toBeLessThan(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toBe(stuck);
    const drain = setInterval(() => waiting.shift()?.(), 0);
    await writing;
    clearInterval(drain);
    expect(written).toBe(20_000);
  });

  it('ends quietly when the reader goes away', async () => {
    const pipe = new PassThrough();
    let gone = 0;
    const out = createOutput(pipe, () => (gone += 1));
    await out.line('first');
    pipe.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await out.flush();
    expect([gone, out.isClosed()]).toEqual([1, true]);
    const error: unknown = await out.line('second').catch((thrown: unknown) => thrown);
    expect(hasCode(error, 'Cancelled')).toBe(true);
  });
});

describe('columns', () => {
  it('are lined up, numbers to the right, with wide characters counted as two', async () => {
    const { stream, text } = collector();
    const out = createOutput(stream, () => undefined);
    const columns = createColumns(out, plain, [
      { title: 'NAME' },
      { title: 'N', align: 'right' },
      { title: 'END' },
    ]);
    await columns.row(['日本', '5', 'a']);
    await columns.row(['longer', '1234', '']);
    await columns.end();
    await out.flush();
    expect(text().split('\n')).toEqual(['NAME       N  END', '日本       5  a', 'longer  1234', '']);
  });

  it('print nothing without rows, and keep going after the measured ones', async () => {
    const { stream, text } = collector();
    const out = createOutput(stream, () => undefined);
    await createColumns(out, plain, [{ title: 'A' }]).end();
    await out.flush();
    expect(text()).toBe('');
    const columns = createColumns(out, plain, [{ title: 'A' }, { title: 'B' }]);
    for (let index = 0; index < 1200; index += 1) await columns.row([String(index), 'b']);
    await columns.end();
    await out.flush();
    expect(text().trimEnd().split('\n')).toHaveLength(1201);
  });

  it('make stored text harmless', async () => {
    const { stream, text } = collector();
    const out = createOutput(stream, () => undefined);
    const columns = createColumns(out, plain, [{ title: 'A' }]);
    await columns.row(['\u001b]0;title\u0007\r\n\u202eevil']);
    await columns.end();
    await out.flush();
    expect(text()).toBe('A\n\\u001b]0;title\\u0007\\u000d\\u000a\\u202eevil\n');
  });
});

describe('colours', () => {
  it('are for terminals that want them', () => {
    expect(createPaint(true, {})('bad', 'x')).toBe('\u001b[31mx\u001b[0m');
    expect(createPaint(true, { NO_COLOR: '1' })('bad', 'x')).toBe('x');
    expect(createPaint(true, { TERM: 'dumb' })('bad', 'x')).toBe('x');
    expect(createPaint(false, {})('bad', 'x')).toBe('x');
  });
});
