import { gunzipSync, gzipSync } from 'node:zlib';
import { IRREGULAR } from '../../pages/skip.ts';
import type { FastCheckpoint } from './fastCheckpoint.ts';
import type { ItemReader } from './itemReader.ts';
import type { OrderedStreams } from './orderedStreams.ts';
import type { Partition, Partitions } from './partition.ts';

const COMMA = Buffer.from(',');

/** Items as text with commas between, as they lie in a page; those of a partition that has a file stay there. */
function heldBytes(partition: Partition, partitions: Partitions): Buffer {
  if (partitions.position(partition) !== undefined) {
    partitions.spill(partition);
    return Buffer.alloc(0);
  }
  const parts: Uint8Array[] = [];
  partitions.each(partition, (bytes, from, to) => {
    if (parts.length > 0) parts.push(COMMA);
    parts.push(bytes.slice(from, to));
  });
  return Buffer.concat(parts);
}

/** What ordered streams hold, for a checkpoint. */
export function streamState(
  ordered: OrderedStreams,
  partitions: Partitions,
): Pick<FastCheckpoint, 'tasks' | 'events' | 'ready' | 'window' | 'open' | 'data'> {
  const { window, open, ready, ...sums } = ordered.state();
  const held: Buffer[] = [];
  const stateOf = (partition: Partition) => {
    const bytes = heldBytes(partition, partitions);
    held.push(bytes);
    const file = partitions.position(partition);
    const { high, low } = partition;
    return { high, low, length: bytes.length, ...(file === undefined ? {} : { file }) };
  };
  return {
    ...sums,
    ready: [...ready],
    window: window.map(({ partition, outcome }) => ({
      ...stateOf(partition),
      ...outcome,
      findings: [...outcome.findings],
    })),
    open: open.map(({ segment, partition }) => ({ ...stateOf(partition), segment })),
    // Quickly: it is kept for a few seconds.
    data: gzipSync(Buffer.concat(held), { level: 1 }).toString('base64'),
  };
}

/**
 * Gives ordered streams back what {@link streamState} told of others; `partitions`: where theirs go.
 * @throws an error of any kind where that is damaged
 */
export function restoreStreams(
  { window, open, data, ready, tasks, events }: FastCheckpoint,
  ordered: OrderedStreams,
  reader: ItemReader,
  partitions: Partitions,
): void {
  const bytes = new Uint8Array(gunzipSync(Buffer.from(data, 'base64')));
  const told = [...window, ...open].reduce((sum, { length }) => sum + length, 0);
  if (told !== bytes.length) throw new Error(`The items held are ${bytes.length} bytes, not ${told}.`);
  let at = 0;
  const partitionOf = ({ high, low, length, file }: FastCheckpoint['open' | 'window'][number]): Partition => {
    const part = bytes.slice(at, at + length);
    at += length;
    const partition = partitions.begin({ high, low }, { bytes: part, from: 0, to: 0 }, file);
    if (length > 0) partitions.add(partition, part, 0, length);
    return partition;
  };
  ordered.restore({
    tasks,
    events,
    ready,
    window: window.map((judged) => ({
      partition: partitionOf(judged),
      outcome: { findings: judged.findings, tasks: judged.tasks, events: judged.events },
    })),
  });
  for (const opened of open) {
    const partition = partitionOf(opened);
    partitions.each(partition, (held, from, to) => {
      if (reader.read(held.slice(from, to), 0) === IRREGULAR) throw new Error('An item held is none.');
      ordered.add(opened.segment, reader);
    });
    partitions.clear(partition);
  }
}
