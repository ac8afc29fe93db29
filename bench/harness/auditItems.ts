import { honestTask } from '../../electron/demo/demoTask.ts';
import { createDraft } from '../../electron/demo/draft.ts';
import { itemsOf } from '../../electron/demo/items.ts';
import { decimal, fieldsOf, number, text } from '../../electron/demo/values.ts';
import type { AttributeMap } from '../../shared/model/attributeValue.ts';

/** Items of each task: 20 events and the projection. */
export const ITEMS_PER_TASK = 21;

const BEGIN = Date.UTC(2026, 0, 15, 12);

const taskId = (index: number): string => `order-${String(index).padStart(9, '0')}`;

/** Everything stored of task `index`; about 350 bytes an item. */
export function auditTask(index: number): readonly AttributeMap[] {
  const id = taskId(index);
  const draft = createDraft(id, BEGIN + index * 1000, `corr-${id}`);
  draft.add('TaskCreated', 0, fieldsOf({ title: text('Order to be shipped'), assignee: text('ann') }), {
    actor: 'cron',
  });
  draft.add('TaskStarted', 1000, fieldsOf({ worker: text('w-3') }), { actor: 'scheduler' });
  for (let step = 3; step < ITEMS_PER_TASK - 1; step += 1) {
    const progress = number(decimal(step * 500));
    draft.add(
      'TaskProgressed',
      5321,
      fieldsOf({ progress, message: text(`rows up to ${step * 250} of it`) }),
      {
        actor: 'w-3',
      },
    );
  }
  draft.add('TaskSucceeded', 1000, fieldsOf({ result: text('shipped') }), { actor: 'w-3' });
  return itemsOf(honestTask(id, draft.events));
}

/** Writes the items of any task as text: those of one, with the id of another in them. */
export function itemTexts(): (item: number) => string {
  const id = taskId(0);
  const pieces = auditTask(0).map((item) => JSON.stringify(item).split(id));
  let last = '';
  let lastIndex = -1;
  return (item) => {
    const index = Math.floor(item / ITEMS_PER_TASK);
    if (index !== lastIndex) {
      last = taskId(index);
      lastIndex = index;
    }
    return pieces[item % ITEMS_PER_TASK]?.join(last) ?? '{}';
  };
}

/** An answer of Scan as servers send it. `next`: the first item of the next page; undefined: there is none. */
export function pageText(texts: readonly string[], next: number | undefined): string {
  const key = next === undefined ? '' : `,"LastEvaluatedKey":{"PK":{"S":"${next}"},"SK":{"S":"META"}}`;
  const capacity = '"ConsumedCapacity":{"TableName":"canned","CapacityUnits":128.5}';
  return `{"Count":${texts.length},"Items":[${texts.join(',')}]${key},"ScannedCount":${texts.length},${capacity}}`;
}
