import { useMemo } from 'react';
import type { FieldBlame } from '#shared/contract/blame.ts';
import { pathKey } from '../../../ui/value/path.ts';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import { useTaskStream } from './useTaskStream.ts';

/** The event that changed a field last. `seq` 0: none did. */
export type Blamed = FieldBlame['fields'][number];

/** Which event last changed each field of the state at `seq`, by path key; empty until it is known. */
export function useFieldBlame(seq: number): ReadonlyMap<string, Blamed> {
  const { client } = useTaskDeps();
  const selected = taskContext.useSelector((state) => state.selected);
  const key = selected === 0 ? undefined : String(selected);
  const told = useTaskStream<FieldBlame>(key, (handle, options) =>
    client.blame.fields({ handle, seq: selected }, options),
  );
  return useMemo(() => {
    const shown = told?.seq === seq ? told.fields : [];
    return new Map(shown.map((field) => [pathKey(field.path), field]));
  }, [told, seq]);
}
