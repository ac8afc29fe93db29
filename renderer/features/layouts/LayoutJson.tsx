import type { ReactElement } from 'react';
import { TextArea } from '../../ui/Field.tsx';
import { Faults } from './Faults.tsx';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';

/** The whole layout as JSON, to be written or pasted. */
export function LayoutJson(): ReactElement {
  const text = layoutsStore.useSelector((state) => state.wizard?.text ?? '');
  const write = layoutsStore.useSelector((state) => state.write);
  return (
    <div className={styles.json}>
      <TextArea
        label="Layout file"
        className={styles.jsonText}
        rows={28}
        value={text}
        onChange={({ currentTarget }) => void write(currentTarget.value)}
      />
      <Faults />
    </div>
  );
}
