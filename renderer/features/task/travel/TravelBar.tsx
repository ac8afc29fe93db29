import { useState, type ReactElement } from 'react';
import type { DiffPath } from '#shared/model/diff.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select, type Choice } from '../../../ui/Field.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { pathText } from '../../../ui/value/path.ts';
import { taskContext } from '../store.ts';
import { GoTo } from './GoTo.tsx';
import { jumpOf, JUMPS, type Jump } from './jumps.ts';
import { SearchPanel } from './SearchPanel.tsx';
import { SPEEDS } from './speeds.ts';
import styles from './Travel.module.css';
import { travelContext } from './travelStore.ts';

/** Playing, jumping, going and searching through the task's events; what is open lies below it. */
export function TravelBar({ field }: { readonly field: DiffPath | undefined }): ReactElement {
  const panel = travelContext.useSelector((state) => state.panel);
  const { actions } = travelContext.useApi().getState();
  return (
    <section className={styles.travel} aria-label="Travel">
      <div className={styles.bar}>
        <Playing />
        <span className={styles.divider} aria-hidden="true" />
        <Jumping field={field} />
        <Seeking />
        <span className={styles.openers}>
          <Button
            look="quiet"
            aria-pressed={panel === 'goTo'}
            title="Go to an event, a time, or where a field has a value (e)"
            onClick={() => actions.open(panel === 'goTo' ? undefined : 'goTo')}
          >
            Go to…
          </Button>
          <Button
            look="quiet"
            aria-pressed={panel === 'search'}
            title="Search all events, or the states they lead to (s)"
            onClick={() => actions.open(panel === 'search' ? undefined : 'search')}
          >
            Search…
          </Button>
        </span>
      </div>
      {panel === 'goTo' ? <GoTo field={field} /> : null}
      {panel === 'search' ? <SearchPanel /> : null}
    </section>
  );
}

function Playing(): ReactElement {
  const playing = travelContext.useSelector((state) => state.playing);
  const speed = travelContext.useSelector((state) => state.speed);
  const empty = taskContext.useSelector((state) => (state.summary?.events ?? 0) === 0);
  const { actions } = travelContext.useApi().getState();
  const task = taskContext.useApi().getState().actions;
  const step = (by: 1 | -1): void => {
    actions.pause();
    task.step(by);
  };
  return (
    <>
      <IconButton label="Step back" disabled={empty} onClick={() => step(-1)}>
        <Shape path="M10.5 3.5v9l-6-4.5zM3.5 3.5v9" />
      </IconButton>
      <IconButton
        label={playing ? 'Pause' : 'Play'}
        className={styles.play}
        disabled={empty}
        onClick={playing ? actions.pause : actions.play}
      >
        <Shape path={playing ? 'M5 3.5v9M11 3.5v9' : 'M5 3l8 5-8 5z'} strong={playing} />
      </IconButton>
      <IconButton label="Step forward" disabled={empty} onClick={() => step(1)}>
        <Shape path="M5.5 3.5v9l6-4.5zM12.5 3.5v9" />
      </IconButton>
      <Select bare label="Speed of playing" value={speed} choices={SPEEDS} onChange={actions.setSpeed} />
    </>
  );
}

function Shape({ path, strong = false }: { readonly path: string; readonly strong?: boolean }): ReactElement {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={path}
        fill="currentColor"
        stroke="currentColor"
        strokeWidth={strong ? 2.6 : 1.4}
        strokeLinejoin="round"
      />
    </svg>
  );
}

function Jumping({ field }: { readonly field: DiffPath | undefined }): ReactElement {
  const [jump, setJump] = useState<Jump>('failure');
  const searched = travelContext.useSelector((state) => state.search !== undefined);
  const { actions } = travelContext.useApi().getState();
  const choices: readonly Choice<Jump>[] = [
    ...JUMPS,
    ...(field === undefined ? [] : [{ value: 'change' as const, label: `change of ${pathText(field)}` }]),
    ...(searched ? [{ value: 'hit' as const, label: 'hit of the search' }] : []),
  ];
  // What is chosen may be gone: the field's focus, the search.
  const chosen = choices.some(({ value }) => value === jump) ? jump : 'failure';
  const name = choices.find(({ value }) => value === chosen)?.label ?? chosen;
  const go = (towards: 'forward' | 'backward'): void => {
    if (chosen === 'hit') actions.walk(towards);
    else {
      const target = jumpOf(chosen, field);
      if (target !== undefined) actions.seek(target, towards, name);
    }
  };
  return (
    <>
      <IconButton label={`Previous ${name}`} onClick={() => go('backward')}>
        <span aria-hidden="true">‹</span>
      </IconButton>
      <Select bare label="What to jump to" value={chosen} choices={choices} onChange={setJump} />
      <IconButton label={`Next ${name}`} onClick={() => go('forward')}>
        <span aria-hidden="true">›</span>
      </IconButton>
    </>
  );
}

function Seeking(): ReactElement {
  const seeking = travelContext.useSelector((state) => state.seeking);
  const { actions } = travelContext.useApi().getState();
  return (
    <span className={styles.seeking} role="status">
      {seeking === undefined ? null : (
        <>
          {`looking for ${seeking.what}: ${formatCount(seeking.looked)} of ${formatCount(seeking.total)} events`}
          <Button look="quiet" onClick={actions.stopSeeking}>
            Stop
          </Button>
        </>
      )}
    </span>
  );
}
