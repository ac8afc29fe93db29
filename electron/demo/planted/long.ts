import { DAY, HOUR, SECOND } from '../clock.ts';
import { honestTask, type DemoTask } from '../demoTask.ts';
import { createDraft } from '../draft.ts';
import { createRandom } from '../random.ts';
import { decimal, fieldsOf, number, text } from '../values.ts';
import { PLANTED } from './ids.ts';
import type { PlantedOptions } from './kit.ts';

/** How many events the long task has; its keys outgrow the four padded digits at 10,000. */
export const LONG_EVENTS = 12_000;

const ROWS_PER_EVENT = 250;

/** An import of a supplier's catalogue: one night, a pause for a supplier's maintenance, three million rows. */
export function longTask(options: PlantedOptions): DemoTask {
  const taskId = PLANTED.long;
  const random = createRandom(`${options.seed}/planted/${taskId}`);
  const draft = createDraft(taskId, options.now - 2 * DAY, 'import-north-outdoor');
  const title = text('Import catalogue of supplier North Outdoor · 2,999,000 rows');
  draft.add(
    'TaskCreated',
    0,
    fieldsOf({
      title,
      source: text('sftp://north-outdoor.example/catalogue.csv.gz'),
      bytes: number('912680550'),
    }),
    { actor: 'shop-cron' },
  );
  draft.add('TaskAssigned', 3 * SECOND, fieldsOf({ assignee: text('yuki') }), { actor: 'dispatcher' });
  draft.add('TaskStarted', SECOND, fieldsOf({ worker: text('w-3') }), { actor: 'scheduler' });
  const steps = LONG_EVENTS - 4;
  for (let index = 1; index <= steps; index += 1) {
    const pause = index === Math.floor(steps * 0.42) ? 3 * HOUR : 0;
    const last = index * ROWS_PER_EVENT;
    draft.add(
      'TaskProgressed',
      pause + random.logNormal(1800, 0.6),
      fieldsOf({
        progress: number(decimal(Math.floor((index / (steps + 1)) * 10_000))),
        message: text(`rows ${last - ROWS_PER_EVENT + 1}–${last}`),
        rejected: random.chance(0.02) ? number(random.int(1, 9)) : undefined,
      }),
      { actor: 'w-3' },
    );
  }
  draft.add('TaskSucceeded', 2 * SECOND, fieldsOf({ result: text('catalogue imported') }), { actor: 'w-3' });
  return honestTask(taskId, draft.events, { planted: 'long' });
}
