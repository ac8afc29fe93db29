import type { ReactElement } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './compare.module.css';
import { sideWords, type NamedSide } from './sides.ts';

/** One side's name and which part of the task it is; leads to the task. */
export function SideHead({
  side,
  name,
  onOpen,
}: {
  readonly side: NamedSide;
  readonly name: 'Left' | 'Right';
  readonly onOpen: () => void;
}): ReactElement {
  const word = useEntryWord();
  const { task, table } = side.ref;
  return (
    <div className={styles.side}>
      <span className={styles.sideName}>{name}</span>
      <button
        type="button"
        className={styles.sideTask}
        title={`Show this ${word} of ${table}`}
        onClick={onOpen}
      >
        <PlainText closed text={task} limit={120} />
      </button>
      <CopyButton text={task} label={`Copy the ${word} id on the ${name.toLowerCase()}`} />
      <span className={styles.sidePart}>{sideWords(side)}</span>
    </div>
  );
}
