import { useState, type ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { ChooseOther } from '../features/compare/ChooseOther.tsx';
import { ComparePane } from '../features/compare/ComparePane.tsx';
import { isSameTask, type NamedSide } from '../features/compare/sides.ts';
import type { CompareClient } from '../features/compare/store.ts';
import type { ComparedWith } from './comparedWith.ts';
import { routerStore, type RouterState } from './router.ts';
import { useGiveBackReducer } from './useGiveBackReducer.ts';

/** The comparison that the address names. */
export function CompareSide({
  client,
  taskRef,
  other,
}: {
  readonly client: CompareClient & Pick<AppClient, 'reducers'>;
  readonly taskRef: TaskRef;
  readonly other: ComparedWith;
}): ReactElement {
  const seq = routerStore.useSelector((state) => state.place.seq);
  const go = routerStore.useSelector((state) => state.go);
  const giveBack = useGiveBackReducer(client);
  const [choosing, setChoosing] = useState(false);
  const left: NamedSide = { kind: 'events', ref: taskRef, seq };
  const right = sideOf(other, taskRef);
  const swap = (): void => {
    if (right.kind !== 'events') return;
    const place = { ...taskRef, ...(seq === undefined ? {} : { seq }) };
    go(placeOf(right.ref, right.seq), { view: 'compare', other: { kind: 'place', place } });
  };
  return (
    <>
      <ComparePane
        client={client}
        pair={{ left, right }}
        onOpen={(side, at) => go(placeOf(side.ref, at === 0 ? undefined : at))}
        onSwap={right.kind === 'events' ? swap : undefined}
        onChoose={() => setChoosing(true)}
        onGiveBack={(side) => giveBack(side.ref)}
      />
      {choosing ? <ChooseCompared taskRef={taskRef} seq={seq} onClose={() => setChoosing(false)} /> : null}
    </>
  );
}

/** Asks what a task is to be compared with, and goes there. */
export function ChooseCompared({
  taskRef,
  seq,
  onClose,
}: {
  readonly taskRef: TaskRef;
  /** The event that is looked at: another event is compared with the state after it. */
  readonly seq: number | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  const before = routerStore.useSelector((state) => state.before);
  const suggested =
    before?.connection === taskRef.connection && before.table === taskRef.table ? before.task : undefined;
  return (
    <ChooseOther
      taskRef={taskRef}
      suggested={suggested === taskRef.task ? undefined : suggested}
      onClose={onClose}
      onChoose={(side) => {
        onClose();
        compareWith(go, taskRef, seq, side);
      }}
    />
  );
}

function compareWith(go: RouterState['go'], ref: TaskRef, seq: number | undefined, side: NamedSide): void {
  if (side.kind === 'stored') {
    go(ref, { view: 'compare', other: { kind: 'stored' } });
    return;
  }
  // A point of the same task is compared with the point that is looked at, another task with the whole one.
  const place = placeOf(ref, isSameTask(ref, side.ref) ? seq : undefined);
  go(place, { view: 'compare', other: { kind: 'place', place: placeOf(side.ref, side.seq) } });
}

const placeOf = (ref: TaskRef, seq: number | undefined): TaskRef & { readonly seq?: number } =>
  seq === undefined ? ref : { ...ref, seq };

function sideOf(other: ComparedWith, ref: TaskRef): NamedSide {
  if (other.kind === 'stored') return { kind: 'stored', ref };
  const { connection, table, task, seq } = other.place;
  return { kind: 'events', ref: { connection, table, task }, seq };
}
