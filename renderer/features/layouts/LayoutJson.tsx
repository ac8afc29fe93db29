import type { ReactElement } from 'react';
import { TextArea } from '../../ui/Field.tsx';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';

/** The whole layout as JSON, to be written or pasted. What is wrong with it stands beside it, above the preview. */
export function LayoutJson(): ReactElement {
  const text = layoutsStore.useSelector((state) => state.wizard?.text ?? '');
  const wrong = layoutsStore.useSelector(({ wizard }) => wizard !== undefined && wizard.faults.length > 0);
  const write = layoutsStore.useSelector((state) => state.write);
  return (
    <div className={styles.json}>
      <TextArea
        label="Layout file"
        className={styles.jsonText}
        rows={28}
        aria-invalid={wrong}
        value={text}
        onChange={({ currentTarget }) => void write(currentTarget.value)}
      />
    </div>
  );
}
