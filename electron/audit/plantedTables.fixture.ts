import fc from 'fast-check';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { legalStream } from '../replay/samples.ts';
import type { AuditFinding } from './auditPass.ts';
import { FAULTS, type FaultName } from './plantedFaults.fixture.ts';

const MOST_TASKS = 8;

const FAULT_NAMES = Object.keys(FAULTS).filter((name): name is FaultName => name in FAULTS);

const ids = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('__proto__', 'a#b', 'EVENT#0001', 'TASK#x', '"}]}', '\\', '\u202e', 'x'.repeat(1500)),
);

/** Items that belong to no task. */
const bystanders: fc.Arbitrary<AttributeMap> = fc.oneof(
  ids.map((id) => ({ PK: { S: `IDEMPOTENCY#${id}` }, SK: { S: 'REQUEST' }, status: { S: 'COMPLETED' } })),
  ids.map((id) => ({
    PK: { S: `DLQ#${id}` },
    SK: { S: `2026-03-11T09:00:00Z#${id}` },
    attempts: { N: '3' },
  })),
  ids.map((id) => ({ PK: { S: `other ${id}` }, SK: { S: 'EVENT#0001' }, event: { S: 'none of ours' } })),
  ids.map((id) => ({ PK: { S: `TASK#${id}` }, SK: { S: 'NOTE#1' }, Items: { L: [{ S: '"Items":[' }] } })),
);

/** A table, and all that an audit must say of it. */
export interface PlantedTable {
  readonly items: readonly AttributeMap[];
  readonly expected: readonly AuditFinding[];
  readonly tasks: number;
  readonly events: number;
}

const keyText = (item: AttributeMap): string => JSON.stringify([item['PK'], item['SK']]);

/** Tables with any faults, in any mixture with healthy tasks and items that are none. */
export const plantedTables: fc.Arbitrary<PlantedTable> = fc
  .tuple(
    fc.uniqueArray(ids, { minLength: 1, maxLength: MOST_TASKS }),
    fc.array(
      fc.record({
        fault: fc.constantFrom(...FAULT_NAMES),
        steps: fc.array(fc.tuple(fc.nat(1000), fc.nat(5000)), { minLength: 2, maxLength: 25 }),
        pick: fc.nat(1_000_000),
      }),
      { minLength: MOST_TASKS, maxLength: MOST_TASKS },
    ),
    fc.array(bystanders, { maxLength: 5 }),
  )
  .map(([names, plans, others]) => {
    const tasks = names.flatMap((task, index) => {
      const plan = plans[index];
      if (plan === undefined) return [];
      const events = legalStream(
        plan.steps.map(([choice]) => choice),
        plan.steps.map(([, pause]) => pause),
      );
      return [FAULTS[plan.fault]({ task, events, pick: plan.pick })];
    });
    const items = [...tasks.flatMap((task) => task.items), ...others];
    return {
      items: [...new Map(items.map((item) => [keyText(item), item])).values()],
      expected: tasks.flatMap((task) => task.expected),
      tasks: tasks.length,
      events: tasks.reduce((sum, task) => sum + task.events, 0),
    };
  });
