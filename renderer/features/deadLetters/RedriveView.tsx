import type { ReactElement } from 'react';
import type { RedrivePreview } from '#shared/model/redrivePreview.ts';
import { StateTable } from '../../ui/conflict/StateTable.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './deadLetters.module.css';
import { warningTone, warningWords } from './letterWords.ts';

/** What a redrive would do: what to look at twice, and the task's replayed state of today beside that with the event. */
export function RedriveView({ preview }: { readonly preview: RedrivePreview }): ReactElement {
  const { seq, before, after, warnings } = preview;
  const today = seq === 1 ? 'Today, no event' : `Today, at event ${String(seq - 1)}`;
  return (
    <>
      <h4 className={styles.part}>What a redrive would do</h4>
      {warnings.length === 0 ? null : (
        <ul className={styles.warnings}>
          {warnings.map((warning) => (
            <li key={warning.kind} className={styles.warning} data-tone={warningTone(warning)}>
              <span aria-hidden="true">{warningTone(warning) === 'error' ? '◆ ' : '△ '}</span>
              <PlainText text={warningWords(warning)} />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.states2}>
        <StateTable
          seen={before}
          actual={after}
          seenLabel={today}
          actualLabel={`With the letter as event ${String(seq)}`}
          equalWords="The event would change nothing."
        />
      </div>
    </>
  );
}
