import type { ReactElement } from 'react';
import type { RebuildRow } from '#shared/model/rebuildStory.ts';
import { IdText } from '../../ui/IdText.tsx';
import { Tick } from '../../ui/list/Tick.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './rebuild.module.css';
import { RESULT_SIGNS, rowWords, statusWords } from './words.ts';

/** What became of one task, in a line. */
export function RunTaskRow({
  row,
  marked,
  onToggle,
}: {
  readonly row: RebuildRow;
  readonly marked: boolean | undefined;
  readonly onToggle: () => void;
}): ReactElement {
  const last = row.undone ?? row.result;
  const status = statusWords(row);
  return (
    <div className={styles.outcome} data-outcome={last?.outcome ?? 'waiting'}>
      <Tick marked={marked} title="Mark for putting it back (Space)" onToggle={onToggle} />
      <span aria-hidden="true" className={styles.sign}>
        {last === null ? '·' : RESULT_SIGNS[last.outcome]}
      </span>
      <IdText id={row.task} />
      <span className={styles.words}>
        <PlainText
          text={`${rowWords(row)}${status === undefined ? '' : ` · ${status}`}`}
          limit={200}
          closed
        />
      </span>
    </div>
  );
}
