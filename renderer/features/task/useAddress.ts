import { useEffect, useRef } from 'react';
import { taskContext } from './store.ts';

/** The selection rests for so many milliseconds before the address is written: browsers refuse more than a few a second. */
const REST = 250;

/** Ties the selection to the event in the address, both ways. Without one in the address, the tail is followed. */
export function useAddress(seq: number | undefined, onMove: (seq: number | undefined) => void): void {
  const selected = taskContext.useSelector((state) => state.selected);
  const follows = taskContext.useSelector((state) => state.follows);
  const complete = taskContext.useSelector((state) => state.summary?.complete === true);
  const api = taskContext.useApi();
  const told = useRef(seq);
  const move = useRef(onMove);
  useEffect(() => {
    move.current = onMove;
  });

  const wanted = follows ? undefined : selected;
  useEffect(() => {
    if (!complete || wanted === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = wanted;
      move.current(wanted);
    }, REST);
    return () => clearTimeout(timer);
  }, [complete, wanted]);

  useEffect(() => {
    if (seq === told.current) return;
    told.current = seq;
    const { actions, summary } = api.getState();
    actions.select(seq ?? summary?.lastSeq ?? 0);
  }, [api, seq]);
}
