import { cancelled, createCaller, type Caller } from './caller.ts';
import { comparisonsProxy } from './comparisonsProxy.ts';
import type { ReplayHost } from './hostApi.ts';
import { inlineLink, workerLink, type Link, type LinkEvents } from './link.ts';
import type { ServerParts } from './replayServer.ts';
import { indexProxy, sessionProxy, type OnLost } from './proxies.ts';
import { TASK_SETUP } from './reducers/replaySetup.ts';
import { whatIfProxy } from './whatIf/whatIfProxy.ts';

export type { ReplayHost, TaskIndexProxy, TaskSessionProxy, WhatIfProxy } from './hostApi.ts';

/** What a worker-backed host needs. */
export interface ReplayHostOptions {
  /** Path of the bundled worker (`dist/replayWorker.cjs`). */
  readonly workerFile: string;
}

/** A host over whatever `connect` starts: one server, started at the first need and again after it has died. */
function hostOver(connect: (events: LinkEvents) => Link): ReplayHost {
  let caller: Caller | undefined;
  let closed = false;
  let handles = 0;
  const open = new Set<OnLost>();

  const started = (): Caller => {
    if (closed) throw cancelled();
    caller ??= createCaller(connect, () => {
      caller = undefined;
      const gone = [...open];
      open.clear();
      for (const down of gone) down();
    });
    return caller;
  };

  const forget = (down: OnLost): void => {
    open.delete(down);
  };

  return {
    async openTask(taskId, setup = TASK_SETUP) {
      const server = started();
      handles += 1;
      const handle = handles;
      await server.ask({ kind: 'openTask', handle, taskId, setup }, undefined);
      const { proxy, down } = sessionProxy(server, handle, taskId, forget);
      open.add(down);
      return proxy;
    },
    async openIndex(setup = TASK_SETUP) {
      const server = started();
      handles += 1;
      const handle = handles;
      await server.ask({ kind: 'openIndex', handle, setup }, undefined);
      const { proxy, down } = indexProxy(server, handle, forget);
      open.add(down);
      return proxy;
    },
    async openWhatIf(a, b) {
      const server = started();
      handles += 1;
      const handle = handles;
      await server.ask({ kind: 'openWhatIf', handle, a, b }, undefined);
      const { proxy, down } = whatIfProxy(server, handle, forget);
      open.add(down);
      return proxy;
    },
    comparisons: comparisonsProxy(started),
    checkReducer: (reducer) => started().ask({ kind: 'checkReducer', reducer }, undefined),
    async close() {
      closed = true;
      await caller?.close();
    },
  };
}

/** A host in a worker thread: folding, sorting and searching never block the caller's thread. */
export function createReplayHost({ workerFile }: ReplayHostOptions): ReplayHost {
  return hostOver((events) => workerLink(workerFile, events));
}

/** The same on the caller's own thread, for the command line and for tests. Values are copied as between threads. */
export function createInlineReplayHost(parts: ServerParts = {}): ReplayHost {
  return hostOver((events) => inlineLink(parts, events));
}
