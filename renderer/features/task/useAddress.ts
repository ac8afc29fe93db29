import { useEffect, useRef } from 'react';
import { taskContext } from './store.ts';
import type { TaskState } from './taskState.ts';
import { travelContext, type TravelState } from './travel/travelStore.ts';

/** What an address says of a task: where it stands and how its events are shown. */
export interface TaskAddress {
  /** Without one the last event is shown and the tail followed. */
  readonly seq: number | undefined;
  /** Whether events are grouped by type. */
  readonly grouped: boolean;
  /** Types of events that are hidden. */
  readonly hidden: readonly string[];
}

/** The selection rests for so many milliseconds before the address is written: browsers refuse more than a few a second. */
const REST = 250;

const NONE: readonly string[] = [];

const textOf = ({ seq, grouped, hidden }: TaskAddress): string =>
  JSON.stringify([seq ?? null, grouped, hidden]);

/** What is on screen, as an address says it. */
export function shownAddress(
  { selected, follows, filter }: Pick<TaskState, 'selected' | 'follows' | 'filter'>,
  { grouping }: Pick<TravelState, 'grouping'>,
): TaskAddress {
  return { seq: follows ? undefined : selected, grouped: grouping, hidden: filter.without ?? NONE };
}

/** Ties what is on screen to the address, both ways. It renders at each position: for a small component. */
export function useAddress(address: TaskAddress, onMove: (address: TaskAddress) => void): void {
  const complete = taskContext.useSelector((state) => state.summary?.complete === true);
  const task = taskContext.useApi();
  const travel = travelContext.useApi();
  const selected = taskContext.useSelector((state) => state.selected);
  const follows = taskContext.useSelector((state) => state.follows);
  const filter = taskContext.useSelector((state) => state.filter);
  const grouping = travelContext.useSelector((state) => state.grouping);
  const shown = shownAddress({ selected, follows, filter }, { grouping });
  const told = useRef(textOf(address));
  const latest = useRef({ address, shown, onMove });
  useEffect(() => {
    latest.current = { address, shown, onMove };
  });

  const wanted = textOf(shown);
  useEffect(() => {
    if (!complete || wanted === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = wanted;
      latest.current.onMove(latest.current.shown);
    }, REST);
    return () => clearTimeout(timer);
  }, [complete, wanted]);

  const asked = textOf(address);
  useEffect(() => {
    if (asked === told.current) return;
    told.current = asked;
    const { seq, grouped, hidden } = latest.current.address;
    const { actions, filter, summary } = task.getState();
    if (seq === undefined) actions.select(summary?.lastSeq ?? 0);
    else actions.goTo(seq);
    if (travel.getState().grouping !== grouped) travel.getState().actions.group(grouped);
    actions.filter({ ...filter, without: [...hidden] });
  }, [task, travel, asked]);
}
