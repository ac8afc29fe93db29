import type { ItemReader } from './itemReader.ts';
import { itemsOfLines } from '../readInput.ts';
import { PARTITION_SLOT } from './passRules.ts';

const LINE_END = 0x0a;

const WRAPPER = Buffer.from('{"Item":');

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0d || byte === 0x09;

/** Reads the item that is the whole of bytes `from` to `to`; false when they are none as servers write it. */
const readWhole = (reader: ItemReader, bytes: Uint8Array, from: number, to: number): boolean => {
  // A view that ends with the line: nothing is read beyond it.
  const end = reader.read(bytes.subarray(0, to), from);
  return end === to && reader.found.tags[PARTITION_SLOT] !== 0;
};

const begins = (bytes: Uint8Array, from: number): boolean => {
  for (let at = 0; at < WRAPPER.length; at += 1) if (bytes[from + at] !== WRAPPER[at]) return false;
  return true;
};

/**
 * Reads the items of whole lines one by one, bare or as `{"Item": …}`; empty lines are passed over. `partition` is the
 * name of the partition key.
 * @throws AppError `CorruptFile` for a line that is no item with that key
 */
export function eachLineItem(
  lines: Uint8Array,
  partition: string,
  reader: ItemReader,
  take: () => void,
): void {
  const all = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  for (let start = 0; start < all.length;) {
    const found = all.indexOf(LINE_END, start);
    const next = found < 0 ? all.length : found + 1;
    let from = start;
    let to = found < 0 ? all.length : found;
    while (from < to && isBlank(all[from])) from += 1;
    while (to > from && isBlank(all[to - 1])) to -= 1;
    start = next;
    if (from === to) continue;
    if (!readWhole(reader, all, from, to)) {
      const wrapped = begins(all, from) && readWhole(reader, all, from + WRAPPER.length, to - 1);
      if (!wrapped || all[to - 1] !== 0x7d) {
        // Written oddly, or no item: told by whoever reads lines whole.
        for (const item of itemsOfLines(all.subarray(from, to), partition)) {
          reader.read(new Uint8Array(Buffer.from(JSON.stringify(item))), 0);
          take();
        }
        continue;
      }
    }
    take();
  }
}
