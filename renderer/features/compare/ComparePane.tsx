import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useAction, useActions } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { SlowReducerNote } from '../../ui/SlowReducerNote.tsx';
import { AlignedRows } from './AlignedRows.tsx';
import styles from './compare.module.css';
import { NotCompared } from './NotCompared.tsx';
import { PointView } from './PointView.tsx';
import { SideHead } from './SideHead.tsx';
import { pairKey, type NamedPair, type NamedSide } from './sides.ts';
import { compareContext, createCompareStore, isCompared, type CompareClient } from './store.ts';
import { Verdict } from './Verdict.tsx';

/** What the comparison is given and what it asks of the window around it. */
export interface ComparePaneProps {
  /** Keep its identity for the life of the window. */
  readonly client: CompareClient;
  readonly pair: NamedPair;
  /** Shows a side as a task, at an event where one is named. */
  readonly onOpen: (side: NamedSide, seq: number | undefined) => void;
  readonly onSwap: (() => void) | undefined;
  /** Chooses something else to compare the left side with. */
  readonly onChoose: () => void;
  /** Goes back to the reducer that a side's table has by itself. */
  readonly onGiveBack: (side: NamedSide) => void;
}

/** Two tasks, two points of one, or replay and stored projection, aligned to the first difference. */
export function ComparePane(props: ComparePaneProps): ReactElement {
  return <OnePair key={pairKey(props.pair)} {...props} />;
}

function OnePair(props: ComparePaneProps): ReactElement {
  const [store] = useState(() => createCompareStore(props, props.pair));
  useEffect(() => store.getState().start(), [store]);
  return (
    <compareContext.Provider value={store}>
      <Compared {...props} />
    </compareContext.Provider>
  );
}

function Compared({ client, pair, onOpen, onSwap, onChoose, onGiveBack }: ComparePaneProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const error = compareContext.useSelector((state) => state.error);
  const summary = compareContext.useSelector((state) => state.summary);
  const point = compareContext.useSelector((state) => state.point);
  const api = compareContext.useApi();
  const { select, seek, start } = api.getState();
  const actions = useActions();
  const step = (by: number): void => select(Math.max(0, api.getState().row + by));
  useAction('task.compare', onChoose);
  const enabled = isCompared(summary);
  useAction('event.next', () => step(1), { enabled });
  useAction('event.previous', () => step(-1), { enabled });
  useAction('difference.next', () => seek('forward'), { enabled });
  useAction('difference.previous', () => seek('back'), { enabled });
  return (
    <section ref={part} className={styles.pane} aria-label="Comparison">
      <header className={styles.header}>
        <SideHead side={pair.left} name="Left" onOpen={() => onOpen(pair.left, point?.leftSeq)} />
        <SideHead side={pair.right} name="Right" onOpen={() => onOpen(pair.right, point?.rightSeq)} />
        <div className={styles.tools}>
          {onSwap === undefined ? null : <Button onClick={onSwap}>Swap sides</Button>}
          <Button onClick={() => actions.run('link.copy')}>Copy link</Button>
          <Button onClick={onChoose}>Compare with…</Button>
        </div>
      </header>
      <SlowSide pair={pair} onGiveBack={onGiveBack} />
      {error === undefined ? null : (
        <ErrorPanel
          error={error}
          isKept={isCompared(summary)}
          steps={{ retry: start, reload: start, reconnect: start }}
        />
      )}
      {summary !== undefined && summary.missingEnds.length > 0 ? (
        <NotCompared missingEnds={summary.missingEnds} pair={pair} />
      ) : isCompared(summary) ? (
        <>
          <Verdict summary={summary} pair={pair} />
          <div className={styles.body}>
            <AlignedRows client={client} />
            <PointView />
          </div>
        </>
      ) : error === undefined ? (
        <Reading />
      ) : null}
    </section>
  );
}

/** Says that a side waits for the reader's own reducer, for as long as it does. */
function SlowSide({ pair, onGiveBack }: Pick<ComparePaneProps, 'pair' | 'onGiveBack'>): ReactElement | null {
  const left = compareContext.useSelector((state) => state.left?.slow);
  const right = compareContext.useSelector((state) => state.right?.slow);
  const known = compareContext.useSelector((state) => isCompared(state.summary));
  const slow = left ?? right;
  return slow === undefined ? null : (
    <SlowReducerNote
      slow={slow}
      shown={known ? 'Until it is through, what is shown is from before it.' : undefined}
      onGiveBack={() => onGiveBack(left === undefined ? pair.right : pair.left)}
    />
  );
}

/** How far reading and comparing have come. */
function Reading(): ReactElement {
  const left = compareContext.useSelector((state) => state.left);
  const right = compareContext.useSelector((state) => state.right);
  const summary = compareContext.useSelector((state) => state.summary);
  const events = (left?.events ?? 0) + (right?.events ?? 0);
  return (
    <div className={styles.reading} role="status">
      {summary === undefined || summary.total === 0 ? (
        <p>Reading both sides · {formatCount(events)} events so far</p>
      ) : (
        <Progress label="Comparing" done={summary.done} total={summary.total} unit="events" />
      )}
    </div>
  );
}
