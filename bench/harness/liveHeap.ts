import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of JavaScript values alive in this process, after a collection of everything that is not. */
export function liveHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('The collector cannot be called here.');
  Reflect.apply(collect, undefined, []);
  Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}
