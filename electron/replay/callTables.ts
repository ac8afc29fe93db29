import type { Comparisons } from './compare/comparisons.ts';
import type { CompareCall, IndexCall, Question, SessionCall, WhatIfCall } from './protocol.ts';
import type { TaskIndex } from './taskIndex.ts';
import type { TaskSession } from './taskSession.ts';
import type { WhatIf } from './whatIf/whatIf.ts';

/** Asks a session what a call names. */
export function callSession(session: TaskSession, { method, args }: SessionCall): unknown {
  switch (method) {
    case 'add':
      return session.add(...args);
    case 'addPages':
      return session.addPages(...args);
    case 'recheck':
      return session.recheck(...args);
    case 'rewritten':
      return session.rewritten();
    case 'removeProjection':
      return session.removeProjection();
    case 'reset':
      return session.reset();
    case 'complete':
      return session.complete();
    case 'progress':
      return session.progress();
    case 'summary':
      return session.summary();
    case 'events':
      return session.events(...args);
    case 'indexOf':
      return session.indexOf(...args);
    case 'looked':
      return session.looked(...args);
    case 'timeline':
      return session.timeline(...args);
    case 'keyedRuns':
      return session.keyedRuns(...args);
    case 'state':
      return session.state(...args);
    case 'diff':
      return session.diff(...args);
    case 'seek':
      return session.seek(...args);
    case 'find':
      return session.find(...args);
    case 'search':
      return session.search(...args);
    case 'groups':
      return session.groups(...args);
    case 'groupOf':
      return session.groupOf(...args);
    case 'rowFrom':
      return session.rowFrom(...args);
    case 'pace':
      return session.pace(...args);
    case 'blame':
      return session.blame(...args);
    case 'history':
      return session.history(...args);
    case 'fieldChanges':
      return session.fieldChanges(...args);
  }
}

/** Asks the index of a table what a call names. */
export function callIndex(index: TaskIndex, { method, args }: IndexCall): unknown {
  switch (method) {
    case 'add':
      return index.add(...args);
    case 'end':
      return index.end();
    case 'restart':
      return index.restart();
    case 'replaceTask':
      return index.replaceTask(...args);
    case 'progress':
      return index.progress();
    case 'range':
      return index.range(...args);
    case 'indexOf':
      return index.indexOf(...args);
    case 'overview':
      return index.overview(...args);
    case 'find':
      return index.find(...args);
    case 'drifting':
      return index.drifting();
    case 'causes':
      return index.causes(...args);
  }
}

/** Asks the comparisons of two sessions what a call names. */
export function callComparisons(comparisons: Comparisons, { method, args }: CompareCall): unknown {
  switch (method) {
    case 'align':
      return comparisons.align(...args);
    case 'compared':
      return comparisons.compared(...args);
    case 'comparedAt':
      return comparisons.comparedAt(...args);
    case 'nextDifference':
      return comparisons.nextDifference(...args);
  }
}

/** Asks a comparison of two reducers what a call names. */
export function callWhatIf(whatIf: WhatIf, { method, args }: WhatIfCall): unknown {
  switch (method) {
    case 'add':
      return whatIf.add(...args);
    case 'end':
      return whatIf.end();
    case 'report':
      return whatIf.report();
  }
}

const CHANGES: ReadonlySet<(SessionCall | IndexCall | CompareCall | WhatIfCall)['method']> = new Set([
  'add',
  'addPages',
  'recheck',
  'removeProjection',
  'reset',
  'complete',
  'end',
  'restart',
  'replaceTask',
] as const);

/** Whether a question changes what the worker holds. */
export function changes(question: Question | undefined): boolean {
  switch (question?.kind) {
    case 'openTask':
    case 'openIndex':
    case 'openWhatIf':
      return true;
    case 'task':
    case 'index':
    case 'whatIf':
    case 'compare':
      return CHANGES.has(question.call.method);
    case 'checkReducer':
    case undefined:
      return false;
  }
}
