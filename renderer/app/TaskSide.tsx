import type { ReactElement } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { platformKeyLabel } from './platform.ts';
import { routerStore } from './router.ts';

/** The right pane: one task, the conflicts, or how to get to a task. */
export function TaskSide(): ReactElement {
  const place = routerStore.useSelector((state) => state.place);
  if (place.task === undefined) return <NoTask />;
  return <EmptyState title={place.task} />;
}

function NoTask(): ReactElement {
  return (
    <EmptyState title="No task chosen">
      <p>Choose a task in the list, or paste any id out of a log line:</p>
      <p>
        <KeyHint keys={platformKeyLabel('Mod+k')} /> finds tasks, tables and commands. <KeyHint keys="J" />{' '}
        <KeyHint keys="K" /> step through the list, <KeyHint keys="?" /> shows all keys.
      </p>
    </EmptyState>
  );
}
