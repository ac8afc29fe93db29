import type { ReactElement } from 'react';
import { useActions } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { taskContext } from './store.ts';

/** In place of a task that the table does not have: what was looked for, and how to find the one that was meant. */
export function NoSuchTask(): ReactElement {
  const word = useEntryWord();
  const table = taskContext.useSelector((state) => state.ref.table);
  const registry = useActions();
  const keys = /mac/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
  return (
    <EmptyState
      title={`There is no such ${word} in this table.`}
      actions={
        <Button look="primary" onClick={() => registry.run('palette.open')}>
          Find a {word}… <KeyHint keys={keys} />
        </Button>
      }
    >
      <p>
        Table <bdi>{table}</bdi> was read: nothing is stored under this id, neither events nor a projection.
        Check the id, capitals and blanks included, and the table. Should the {word} be created meanwhile, it
        appears here.
      </p>
    </EmptyState>
  );
}
