import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, attributeOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskEvent } from '#shared/model/taskEvent.ts';
import { equalValues } from '../equality.ts';
import type { EventPlace, Reducer, StepProblem } from '../reducer.ts';
import { eventText } from './eventText.ts';
import { failureText, readAbout, readStep, type ModuleAbout, type ModuleFailure } from './moduleAnswers.ts';
import { fromPlainMap, toPlainMap } from './plainValue.ts';
import { LIMIT_MS, MEMORY_MB, openSandbox, type Sandbox, type SandboxOptions } from './sandbox/sandbox.ts';
import type { ModuleSource } from './replaySetup.ts';

/** How often a reducer is stopped before it is given up. */
const STOPS = 3;

/** Most events that cross to the sandbox at once. */
const BATCH = 256;

interface Step {
  readonly before: AttributeMap;
  readonly after: AttributeMap;
  readonly problems: readonly StepProblem[];
}

const NONE: readonly StepProblem[] = [];

/** The state after, sharing with the one before whatever is equal in both. */
function sharing(before: AttributeMap, after: AttributeMap): AttributeMap {
  return attributeMap(
    Object.entries(after).map(([name, value]) => {
      const old = attributeOf(before, name);
      return [name, old !== undefined && equalValues(old, value) ? old : value];
    }),
  );
}

const failedAt = (state: AttributeMap, failure: ModuleFailure): Step => ({
  before: state,
  after: state,
  problems: [{ kind: 'reducer-failed', message: failureText(failure) }],
});

function stepOf(before: AttributeMap, text: string | undefined): Step {
  const step = readStep(text);
  if ('failed' in step) return failedAt(before, step.failed);
  const problems = step.violated.map((message): StepProblem => ({ kind: 'invariant-violated', message }));
  return { before, after: step.state === undefined ? before : sharing(before, step.state), problems };
}

/** Told how many of the events have been begun while they are folded. */
type OnWait = (begun: number) => void;

/** Folds events in the sandbox, in the order given, as many as go in one turn of it; tells a step for each. */
function createFolding(sandbox: Sandbox, initial: AttributeMap, limitMs: number, memoryMb: number) {
  let stops = 0;

  const stoppedAt = (state: AttributeMap): Step => {
    stops += 1;
    return failedAt(state, {
      message: `it needed more than ${limitMs / 1000} s or ${memoryMb} MB for this event and was stopped`,
    });
  };

  const ask = (
    state: AttributeMap,
    events: readonly TaskEvent[],
    told: Step[],
    onWait: OnWait | undefined,
  ): void => {
    const answer = sandbox.ask(
      {
        kind: 'fold',
        state: JSON.stringify(toPlainMap(state)),
        first: state === initial,
        events: events.map(eventText),
      },
      onWait,
    );
    if (answer.kind === 'answered' && answer.texts.length > 0) {
      for (const text of answer.texts) told.push(stepOf(told[told.length - 1]?.after ?? state, text));
    } else if (answer.kind === 'stopped' && answer.begun > 1) {
      // What came before the one that was too much is folded again, by itself.
      ask(state, events.slice(0, answer.begun - 1), told, onWait);
      // Where fewer went in one turn this time, it is folded in a later one.
      if (told.length === answer.begun - 1) told.push(stoppedAt(told[told.length - 1]?.after ?? state));
    } else told.push(stoppedAt(state));
  };

  return (state: AttributeMap, events: readonly TaskEvent[], onWait?: OnWait): readonly Step[] => {
    if (stops >= STOPS) {
      const message = `it was stopped ${STOPS} times and is not run any more`;
      return events.map(() => failedAt(state, { message }));
    }
    const told: Step[] = [];
    if (events.length > 0) ask(state, events.slice(0, BATCH), told, onWait);
    return told;
  };
}

/** What a module says of itself, or why it cannot be run. */
export function aboutModule(sandbox: Sandbox): ModuleAbout | { readonly failed: ModuleFailure } {
  const answer = sandbox.ask({ kind: 'load' });
  if (answer.kind === 'answered') return readAbout(answer.texts[0]);
  return { failed: { message: 'loading it did not come to an end, or took too much memory' } };
}

/** How many folded steps are remembered before they are forgotten: a few batches, whatever the stream's length. */
const REMEMBERED = 8 * BATCH;

/**
 * A reducer of the reader's own, run in a thread with limits of time and memory; this thread waits for it. An event at
 * which it fails leaves the state as it was and is told as a problem, and the replay goes on.
 * @throws `InvalidInput` when its files cannot be loaded
 */
export function moduleReducer(source: ModuleSource, options: SandboxOptions): Reducer {
  const sandbox = openSandbox(source.files, options);
  const about = aboutModule(sandbox);
  if ('failed' in about) {
    sandbox.close();
    throw new AppError('InvalidInput', {
      message: `The reducer ${source.name} cannot be run: ${failureText(about.failed)}`,
      nextStep: 'Correct the file, or choose another reducer.',
    });
  }
  const initial = fromPlainMap(about.initial);
  const { fields, ignore, sequenceField } = about.compare;
  const hasStatus = attributeOf(initial, 'status') !== undefined || fields?.includes('status') === true;
  const fold = createFolding(sandbox, initial, options.limitMs ?? LIMIT_MS, options.memoryMb ?? MEMORY_MB);
  const known = new Map<TaskEvent, Step>();
  let stream: string | undefined;

  const told = (event: number, events: number): void =>
    options.onRunning?.({ reducer: source.name, ...(stream === undefined ? {} : { stream }), event, events });

  const ahead = (state: AttributeMap, events: readonly TaskEvent[], place?: EventPlace): number => {
    if (known.size > REMEMBERED) known.clear();
    // A verdict folds a stream several times over: what is known from the last time is not folded again.
    let now = state;
    let from = 0;
    for (const event of events) {
      const step = known.get(event);
      if (step?.before !== now) break;
      now = step.after;
      from += 1;
    }
    const rest = events.slice(from);
    const onWait = (begun: number): void => {
      if (place !== undefined) told(place.from + from + Math.max(1, begun), place.length);
    };
    const steps = fold(now, rest, onWait);
    steps.forEach((step, index) => {
      const event = rest[index];
      if (event !== undefined) known.set(event, step);
    });
    return from + steps.length;
  };

  const stepAt = (state: AttributeMap, event: TaskEvent): Step | undefined => {
    const step = known.get(event);
    if (step?.before === state) return step;
    ahead(state, [event]);
    return known.get(event);
  };

  return {
    name: source.name,
    initial,
    compared: fields?.filter((field) => !ignore.includes(field)),
    ignored: ignore,
    statusField: hasStatus ? 'status' : undefined,
    sequenceField,
    step: (state, event) => stepAt(state, event)?.after ?? state,
    statusOf: (state) => stringOf(state, 'status') ?? 'none',
    illegalMove: () => undefined,
    knows: () => true,
    problemsOf: (state, event) => stepAt(state, event)?.problems ?? NONE,
    ahead,
    begin: (name) => {
      stream = name;
    },
    close: () => sandbox.close(),
  };
}
