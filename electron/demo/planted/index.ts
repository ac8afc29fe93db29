import type { DemoTask } from '../demoTask.ts';
import { clockTask, illegalTask, undecodableTask, unknownTask } from './damaged.ts';
import { editedTask, gapTask, laggingTask } from './drifting.ts';
import { hostileTask } from './hostile.ts';
import type { PlantedOptions } from './kit.ts';
import { longTask } from './long.ts';
import { againTask, servedTask } from './requests.ts';
import { raceAppendTask, raceStatusTask } from './races.ts';

/** Every task with something wrong on purpose, one of each sort (`PLANTED` has their ids). */
export function* plantedTasks(options: PlantedOptions): Generator<DemoTask, void, undefined> {
  yield raceAppendTask(options);
  yield raceStatusTask(options);
  yield editedTask(options);
  yield laggingTask(options);
  yield gapTask(options);
  yield clockTask(options);
  yield illegalTask(options);
  yield unknownTask(options);
  yield undecodableTask(options);
  yield hostileTask(options);
  yield servedTask(options);
  yield againTask(options);
  yield longTask(options);
}
