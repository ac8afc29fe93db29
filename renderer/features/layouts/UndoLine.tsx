import type { ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';
import type { Undoable } from './wizard.ts';

function wordsOf(undoable: Undoable): { readonly says: string; readonly step: string } {
  switch (undoable.kind) {
    case 'resumed':
      return { says: 'Your changes from before are here again. They are not saved yet.', step: 'Start over' };
    case 'replaced':
      return { says: 'Your changes have been replaced.', step: 'Bring them back' };
    case 'removed':
      return { says: `The saved layout “${undoable.layout.name}” is removed.`, step: 'Save it again' };
  }
}

/** What the reader may want back, and how to have it. */
export function UndoLine({ onError }: { readonly onError: (error: unknown) => void }): ReactElement {
  const undoable = layoutsStore.useSelector((state) => state.wizard?.undoable);
  const undo = layoutsStore.useSelector((state) => state.undo);
  const words = undoable === undefined ? undefined : wordsOf(undoable);
  return (
    <div role="status" className={styles.undo}>
      {words === undefined ? null : (
        <>
          <span>{words.says}</span>
          <Button look="quiet" onClick={() => void undo().catch(onError)}>
            {words.step}
          </Button>
        </>
      )}
    </div>
  );
}
