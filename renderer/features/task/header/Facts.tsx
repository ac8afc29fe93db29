import { Fragment, useMemo, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { counted } from '../../../ui/numbers.ts';
import { formatDuration } from '../../../ui/time/duration.ts';
import { Time } from '../../../ui/time/Time.tsx';
import { medianGap, quietFor } from '../quiet.ts';
import { selectConflicts, selectFindings, selectUnsentFindings } from '../selectors.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { NO_FILTER } from '../taskState.ts';
import { Fact } from './Fact.tsx';
import { Findings } from './Findings.tsx';
import styles from './Header.module.css';

/** The numbers of a task in one line, and its findings; each a way to what it rests on. */
export function Facts(): ReactElement | null {
  const summary = taskContext.useSelector((state) => state.summary);
  const conflicts = taskContext.useSelector((state) => selectConflicts(state).length);
  const streams = taskContext.useSelector((state) => state.streams);
  const { actions } = taskContext.useApi().getState();
  if (summary === undefined) return null;
  const { attempts, events, firstAt, lastAt } = summary;
  // Attempts and conflicts are things of tasks; of another table's streams they are told only where there are some.
  const isTask = streams === undefined;
  const facts: { readonly key: string; readonly fact: ReactNode; readonly shown?: boolean }[] = [
    {
      key: 'attempts',
      shown: isTask || attempts > 0,
      fact: (
        <Fact hint="Show the starts" onShow={() => actions.filter({ ...NO_FILTER, types: ['TaskStarted'] })}>
          {counted(attempts, 'attempt')}
        </Fact>
      ),
    },
    {
      key: 'events',
      fact: (
        <Fact
          hint="Show every event, at the last"
          onShow={() => {
            actions.filter(NO_FILTER);
            actions.toEnd('last');
          }}
        >
          {counted(events, 'event')}
        </Fact>
      ),
    },
    {
      key: 'conflicts',
      shown: isTask,
      fact: (
        <Fact hint="Show the conflicts" onShow={() => actions.show('conflicts')}>
          <span className={conflicts > 0 ? styles.some : undefined}>{counted(conflicts, 'conflict')}</span>
        </Fact>
      ),
    },
  ];
  if (lastAt !== undefined && lastAt !== '') {
    facts.push({
      key: 'last',
      fact: (
        <Fact hint="Show the last event" onShow={() => actions.toEnd('last')}>
          <LastEvent at={lastAt} />
        </Fact>
      ),
    });
  }
  if (firstAt !== undefined && firstAt !== '') {
    facts.push({
      key: 'age',
      fact: (
        <Fact hint="Show the first event" onShow={() => actions.toEnd('first')}>
          {isTask ? 'created' : 'begun'} <Time at={firstAt} suffix=" ago" style="relative" />
        </Fact>
      ),
    });
  }
  return (
    <div className={styles.facts}>
      {facts
        .filter(({ shown = true }) => shown)
        .map(({ key, fact }, index) => (
          <Fragment key={key}>
            {index === 0 ? null : (
              <span className={styles.dot} aria-hidden="true">
                ·
              </span>
            )}
            {fact}
          </Fragment>
        ))}
      <FindingsOfTask />
    </div>
  );
}

/** How long ago the last event was; for an open task that has been quiet for unusually long, as a warning. */
function LastEvent({ at }: { readonly at: string }): ReactElement {
  const summary = taskContext.useSelector((state) => state.summary);
  const timeline = taskContext.useSelector((state) => state.timeline);
  const streams = taskContext.useSelector((state) => state.streams);
  const { clock } = useTaskDeps();
  const usualGap = useMemo(() => (timeline === undefined ? undefined : medianGap(timeline)), [timeline]);
  const quiet = useSyncExternalStore(clock.subscribe, () => {
    const since =
      summary === undefined || streams !== undefined ? undefined : quietFor(summary, usualGap, clock.now());
    return since === undefined ? undefined : formatDuration(since, 1);
  });
  if (quiet === undefined) {
    return (
      <>
        last event <Time at={at} suffix=" ago" style="relative" />
      </>
    );
  }
  return (
    <span className={styles.quiet}>
      <span aria-hidden="true">△ </span>no event for {quiet}
    </span>
  );
}

function FindingsOfTask(): ReactElement {
  const summary = taskContext.useSelector((state) => state.summary);
  const { actions } = taskContext.useApi().getState();
  return (
    <Findings
      findings={selectFindings({ summary })}
      unsent={selectUnsentFindings({ summary })}
      onSeek={(seq) => {
        // An entry without a sequence stands at the end of the unfiltered list.
        actions.filter(NO_FILTER);
        actions.select(seq ?? summary?.lastSeq ?? 0);
      }}
    />
  );
}
