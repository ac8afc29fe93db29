import fc from 'fast-check';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { documents, values } from '../replay/samples.ts';

/** Items under the keys of a task table that hold anything at all. */
const junkItems: fc.Arbitrary<AttributeMap> = fc
  .record({
    PK: fc.constantFrom('TASK#a', 'TASK#b', 'TASK#', 'DLQ#a', '__proto__'),
    SK: fc.constantFrom(
      ...['META', 'EVENT#0001', 'EVENT#0002', 'EVENT#2', 'EVENT#0004', 'EVENT#9999', 'EVENT#10000'],
      ...['EVENT#99999999999999999999', 'EVENT#-1', 'EVENT#1.0', 'EVENT', 'x'],
    ),
    rest: documents,
    event: fc.option(
      fc.oneof(
        values,
        fc
          .record({
            type: fc.constantFrom('TaskCreated', 'TaskStarted', 'TaskProgressed', 'Taskcreated', '', '😀'),
            at: fc.constantFrom('2026-03-11T09:00:00Z', '2026-03-11T09:00:00.000000001+02:00', 'never', ''),
            more: documents,
          })
          .map(({ type, at, more }) => ({ M: { data: { M: more }, type: { S: type }, at: { S: at } } })),
      ),
    ),
  })
  .map(({ PK, SK, rest, event }) => ({
    ...rest,
    ...(event === null ? {} : { event }),
    PK: { S: PK },
    SK: { S: SK },
  }));

/** Tables of such items, each key once. */
export const junkTables = fc
  .array(junkItems, { maxLength: 30 })
  .map((items) => [...new Map(items.map((item) => [JSON.stringify([item.PK, item.SK]), item])).values()]);
