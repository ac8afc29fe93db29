import type { ReactElement } from 'react';
import type { Point } from '#shared/contract/replay.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { Select } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { ValueDiff } from '../../../ui/value/ValueDiff.tsx';
import { selectEmpty } from '../selectors.ts';
import { taskContext } from '../store.ts';
import type { CompareWith } from '../taskState.ts';
import { DriftPanel } from './DriftPanel.tsx';
import styles from './Inspector.module.css';
import { NoEvent } from './NoEvent.tsx';
import { inReadingOrder } from './stateOrder.ts';

const pointWords = (point: Point): string =>
  point.kind === 'stored'
    ? 'the stored projection'
    : point.seq === 0
      ? 'before the first event'
      : `state after ${point.seq}`;

/** What leads to the selected event from the event before, the pinned one, or the stored projection. */
export function DiffTab(): ReactElement {
  const compare = taskContext.useSelector((state) => state.compare);
  const pinned = taskContext.useSelector((state) => state.pinned);
  const hasStored = taskContext.useSelector(
    (state) => state.summary !== undefined && state.summary.stored !== null,
  );
  const { actions } = taskContext.useApi().getState();
  const choices: { readonly value: CompareWith; readonly label: string }[] = [
    { value: 'previous', label: 'the event before' },
    { value: 'pinned', label: pinned === undefined ? 'a pinned event' : `pinned event ${pinned}` },
    { value: 'stored', label: hasStored ? 'the stored projection' : 'the stored projection (none)' },
  ];
  return (
    <>
      <div className={styles.compare}>
        <span>compared with</span>
        <Select bare label="Compare with" value={compare} choices={choices} onChange={actions.compareWith} />
      </div>
      {compare === 'stored' ? <DriftPanel /> : null}
      {compare === 'pinned' && pinned === undefined ? (
        <p className={styles.hint}>
          Select an event and press Pin above; every other event is then compared with it here.
        </p>
      ) : (
        <Comparison />
      )}
    </>
  );
}

function Comparison(): ReactElement {
  const comparison = taskContext.useSelector((state) => state.comparison);
  const selected = taskContext.useSelector((state) => state.selected);
  const empty = taskContext.useSelector(selectEmpty);
  const { actions } = taskContext.useApi().getState();
  if (empty) return <NoEvent />;
  switch (comparison.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={5} label="Comparing" />;
    case 'failed':
      return (
        <ErrorPanel error={comparison.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />
      );
    case 'done': {
      const { base, seq, from, to, changes } = comparison.value;
      return (
        <div aria-busy={seq !== selected}>
          <p className={styles.lead}>
            {pointWords(base)} → state after {seq}
          </p>
          <ValueDiff
            from={inReadingOrder(from)}
            to={inReadingOrder(to)}
            changes={changes}
            same="Nothing differs."
          />
        </div>
      );
    }
  }
}
