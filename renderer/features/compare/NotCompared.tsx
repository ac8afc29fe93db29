import type { ReactElement } from 'react';
import type { TaskRef } from '#shared/contract/common.ts';
import type { MissingEnd } from '#shared/contract/compare.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './compare.module.css';
import { missingEndWords, type NamedPair } from './sides.ts';

/** In place of a comparison with an event that is not there: which one, and what the task has. */
export function NotCompared({
  missingEnds,
  pair,
}: {
  readonly missingEnds: readonly MissingEnd[];
  readonly pair: NamedPair;
}): ReactElement {
  return (
    <div className={styles.verdict} role="status">
      {missingEnds.map((end) => {
        const side = pair[end.side];
        return end.events === 0 || side.kind === 'stored' ? (
          <NothingStored key={end.side} {...side.ref} />
        ) : (
          <p key={end.side} className={styles.said} data-tone="differs">
            <PlainText closed text={side.ref.task} limit={120} /> {missingEndWords(side.seq ?? 0, end)}
          </p>
        );
      })}
      <p className={styles.apart}>Nothing is compared.</p>
    </div>
  );
}

/** Says that not one event of a task is stored. */
export function NothingStored({ task, table }: Pick<TaskRef, 'task' | 'table'>): ReactElement {
  return (
    <p className={styles.said} data-tone="differs">
      Nothing is stored of <PlainText closed text={task} limit={120} /> in{' '}
      <PlainText closed text={table} limit={120} />: the id may be another.
    </p>
  );
}
