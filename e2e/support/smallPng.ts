import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels of a picture, three bytes each. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function* chunksOf(png: Buffer): Generator<{ readonly name: string; readonly data: Buffer }> {
  let at = SIGNATURE.length;
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    yield { name: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** The predictor of filter 4. @see https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth */
function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Reads what a browser writes: eight bits a channel, with or without alpha, not interlaced. */
function decode(png: Buffer): Picture {
  const chunks = [...chunksOf(png)];
  const header = chunks[0]?.data;
  if (header === undefined || header[8] !== 8) throw new Error('Not a picture of eight bits a channel.');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const step = header[9] === 6 ? 4 : 3;
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)),
  );
  const stride = width * step;
  const lines = new Uint8Array(stride * height);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x;
      const left = x < step ? 0 : (lines[here - step] ?? 0);
      const up = y === 0 ? 0 : (lines[here - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (lines[here - stride - step] ?? 0);
      const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      lines[here] = (raw[y * (stride + 1) + 1 + x] ?? 0) + add;
      const channel = x % step;
      if (channel < 3) rgb[(y * width + (x - channel) / step) * 3 + channel] = lines[here] ?? 0;
    }
  }
  return { width, height, rgb };
}

const distance = (a: number, b: number): number =>
  ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

/**
 * 256 colours for a picture, and for each of its colours the nearest of them. One after the other the colour is taken
 * that loses most without: many pixels, or a hue far from those taken, as of a small glyph.
 */
function paletteOf({ rgb }: Picture): {
  readonly colours: readonly number[];
  readonly indexOf: ReadonlyMap<number, number>;
} {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const all = [...counts].map(([colour, count]) => ({ colour, count, away: Infinity, index: 0 }));
  const colours: number[] = [];
  while (colours.length < Math.min(256, all.length)) {
    const [first, ...others] = all;
    if (first === undefined) break;
    const loss = (each: typeof first): number => Math.min(each.away, 1e6) * each.count;
    const next = others.reduce((worst, each) => (loss(each) > loss(worst) ? each : worst), first);
    for (const each of all) {
      const away = distance(each.colour, next.colour);
      if (away < each.away) {
        each.away = away;
        each.index = colours.length;
      }
    }
    colours.push(next.colour);
  }
  return { colours, indexOf: new Map(all.map(({ colour, index }) => [colour, index])) };
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The same picture in 256 colours: a third of the size, and for a window's flat colours no visible loss. */
export function smallPng(png: Buffer): Buffer {
  const picture = decode(png);
  const { width, height, rgb } = picture;
  const { colours, indexOf } = paletteOf(picture);
  const lines = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * 3;
    const colour = ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
    lines[pixel + Math.floor(pixel / width) + 1] = indexOf.get(colour) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk(
      'PLTE',
      Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])),
    ),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
