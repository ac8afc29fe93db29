import { brotliCompressSync, deflateRawSync } from 'node:zlib';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { CapturedTables } from './captured.ts';

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const B = (buffer: Buffer): AttributeValue => ({ B: buffer.toString('base64') });

const N = (number: number): AttributeValue => ({ N: String(number) });

const S = (text: string): AttributeValue => ({ S: text });

/** A body as FsCodec encodes it: 0 (no mark) as it is, 1 deflated, 2 by Brotli. */
const body = (value: unknown, encoding: 0 | 1 | 2): AttributeMap => {
  const plain = bytes(value);
  if (encoding === 0) return { d: B(plain) };
  return { d: B(encoding === 1 ? deflateRawSync(plain) : brotliCompressSync(plain)), D: N(encoding) };
};

const time = (index: number): AttributeValue => S(`2026-01-02T03:04:${String(index).padStart(2, '0')}.000Z`);

const equinoxEvent = (index: number): AttributeValue => ({
  M: {
    t: time(index),
    ...body({ amount: index }, index % 3 === 0 ? 0 : index % 3 === 1 ? 1 : 2),
    ...(index === 1 ? { m: B(bytes({ by: 'Ann' })), x: S('corr'), y: S('cause') } : {}),
  },
});

/** A batch of events `from` to before `to`, counted from 0. */
const batch = (
  stream: string,
  sortKey: number,
  from: number,
  to: number,
  more: AttributeMap,
): AttributeMap => {
  const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
  return {
    p: S(stream),
    i: N(sortKey),
    n: N(to),
    c: { L: indexes.map((index) => S(index === 0 ? 'Opened' : 'Paid')) },
    e: { L: indexes.map(equinoxEvent) },
    ...more,
  };
};

const TIP = 2_147_483_647;

/**
 * Made by hand from the record `Batch.Schema` of Equinox.DynamoStore: two batches and a tip with an unfold, and a
 * stream that is all tip. No library wrote it: it needs .NET.
 * @see https://github.com/jet/equinox/blob/master/src/Equinox.DynamoStore/DynamoStore.fs
 */
export const equinoxTable: CapturedTables = {
  writtenBy: 'made by hand from the source of Equinox.DynamoStore 4',
  tables: [
    {
      table: 'equinox',
      key: { hash: { name: 'p', type: 'S' }, range: { name: 'i', type: 'N' } },
      items: [
        batch('Account-7_eu', 0, 0, 4, {}),
        batch('Account-7_eu', 4, 4, 9, {}),
        batch('Account-7_eu', TIP, 9, 11, {
          a: N(2),
          b: N(900),
          etag: S('0f'),
          u: {
            L: [
              { M: { i: N(11), t: time(11), c: S('Snapshotted'), ...body({ balance: 55, open: true }, 1) } },
            ],
          },
        }),
        batch('Settings-1', TIP, 0, 2, { a: N(2), etag: S('1f') }),
        // Unfolds alone: empty lists are not stored at all.
        {
          p: S('Rolling-1'),
          i: N(TIP),
          n: N(0),
          etag: S('2f'),
          u: { L: [{ M: { i: N(0), t: time(1), c: S('State'), ...body({ seen: 3 }, 0) } }] },
        },
      ],
    },
  ],
};

const akkaEvent = (id: string, sequence: number, more: AttributeMap): AttributeMap => ({
  pid: S(id),
  seq_nr: N(sequence),
  entity_type_slice: S(`${id.split('|')[0] ?? ''}-17`),
  ts: N(1_767_323_040_000_000 + sequence),
  writer: S('1b4b6d8e-2f3c-4a8e-9a55-0c6a1f2e3d4c'),
  ...more,
});

const jackson = (sequence: number): AttributeMap => ({
  event_ser_id: N(31),
  event_ser_manifest: S('shop.Deposited'),
  event_payload: B(bytes({ amount: sequence })),
});

const opaque: AttributeMap = {
  event_ser_id: N(20),
  event_ser_manifest: S(''),
  event_payload: B(Buffer.from('opened')),
};

/**
 * Made by hand from `JournalDao.putItemAttributes` of akka-persistence-dynamodb 2.0. No library wrote it: its packages
 * lie in a repository of their own.
 * @see https://github.com/akka/akka-persistence-dynamodb/blob/main/core/src/main/scala/akka/persistence/dynamodb/internal/JournalDao.scala
 */
export const akkaTable: CapturedTables = {
  writtenBy: 'made by hand from the source of akka-persistence-dynamodb 2.0',
  tables: [
    {
      table: 'event_journal',
      key: { hash: { name: 'pid', type: 'S' }, range: { name: 'seq_nr', type: 'N' } },
      items: [
        ...Array.from({ length: 12 }, (_, index) =>
          akkaEvent('Account|7-eu', index + 1, index % 2 === 0 ? opaque : jackson(index + 1)),
        ),
        akkaEvent('Order|x', 1, {
          ...jackson(1),
          tags: { SS: ['blue', 'green'] },
          meta_ser_id: N(20),
          meta_ser_manifest: S(''),
          meta_payload: B(Buffer.from('origin')),
          expiry: N(1_900_000_000),
        }),
        // The marker that stays when all events were deleted: the update takes payload and writer away.
        {
          pid: S('Order|gone'),
          seq_nr: N(4),
          entity_type_slice: S('Order-3'),
          ts: N(1_767_323_040_000_004),
          del: { BOOL: true },
        },
      ],
    },
  ],
};
