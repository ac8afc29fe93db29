import { useEffect, useRef, type ReactElement } from 'react';
import {
  letterKeyText,
  letterOfKeyText,
  type CorruptLetter,
  type DeadLetterItem,
} from '#shared/model/deadLetter.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { RawJson } from '../../ui/value/RawJson.tsx';
import type { DeadLettersProps } from './props.ts';
import styles from './deadLetters.module.css';
import { LetterFacts } from './LetterFacts.tsx';
import { LetterHeader } from './LetterHeader.tsx';
import { RedriveBar } from './RedriveBar.tsx';
import { RedriveDialog } from './RedriveDialog.tsx';
import { redriveContext } from './redriveStore.ts';
import { RedriveView } from './RedriveView.tsx';
import { lettersStore } from './store.ts';

/** The chosen letter, what its redrive would do to the task of today, and the redrive. */
export function LetterDetail(props: DeadLettersProps): ReactElement {
  const part = useRef<HTMLElement>(null);
  const row = useChosenRow();
  const letter = redriveContext.useSelector((state) => state.letter);
  const reload = redriveContext.useSelector((state) => state.reload);
  useAction('refresh', reload, { part, enabled: letter !== undefined });
  return (
    <section ref={part} className={styles.detail} aria-label="Dead letter">
      {letter === undefined ? (
        <EmptyState title="No letter chosen">
          <p>
            Choose a letter in the list to see its error, and what redriving it would do to its task today.
          </p>
        </EmptyState>
      ) : row?.kind === 'corrupt' ? (
        <Corrupt corrupt={row.corrupt} onNotice={props.onNotice} />
      ) : (
        <Shown {...props} />
      )}
      <RedriveDialog onOpenTask={props.onOpenTask} />
    </section>
  );
}

/** The row of the chosen letter; the letter follows the list's selection, and is read again when the row changes. */
function useChosenRow(): DeadLetterItem | undefined {
  const selected = lettersStore.useSelector((state) => state.selected);
  const rows = lettersStore.useSelector((state) => state.rows);
  const { getState } = redriveContext.useApi();
  useRangeCache(rows);
  const key = selected?.key;
  useEffect(() => {
    getState().open(key === undefined ? undefined : letterOfKeyText(key));
  }, [key, getState]);
  const row = selected?.index === undefined ? undefined : rows?.at(selected.index);
  const redrivenAt = row?.kind === 'letter' ? row.letter.redrivenAt : undefined;
  useEffect(() => {
    const { preview, reload } = getState();
    if (redrivenAt !== undefined && preview !== undefined && preview.letter.redrivenAt === undefined)
      reload();
  }, [redrivenAt, getState]);
  const ref = row?.kind === 'corrupt' ? letterKeyText(row.corrupt) : undefined;
  return ref === undefined || ref === key ? row : undefined;
}

function Corrupt({
  corrupt,
  onNotice,
}: Pick<DeadLettersProps, 'onNotice'> & { readonly corrupt: CorruptLetter }): ReactElement {
  return (
    <>
      <header className={styles.header}>
        <h3 className={styles.title}>
          <PlainText text={corrupt.key} limit={200} />
        </h3>
        <p className={styles.warning} data-tone="error">
          <span aria-hidden="true">△ </span>This item of queue <PlainText text={corrupt.queue} limit={80} />{' '}
          cannot be redriven: {corrupt.reason}.
        </p>
      </header>
      <div className={styles.body}>
        <h4 className={styles.part}>Item as it lies in the table</h4>
        <RawJson
          item={corrupt.item}
          label={`Item ${corrupt.key}`}
          onCopied={(what) => onNotice(`${what} copied`)}
        />
      </div>
    </>
  );
}

function Shown({ onOpenTask, onNotice, onReconnect }: DeadLettersProps): ReactElement {
  const reading = redriveContext.useSelector((state) => state.reading);
  const preview = redriveContext.useSelector((state) => state.preview);
  const reload = redriveContext.useSelector((state) => state.reload);
  return (
    <>
      {reading.phase === 'failed' ? (
        <ErrorPanel
          error={reading.error}
          compact={preview !== undefined}
          isKept={preview !== undefined}
          steps={{ retry: reload, reload, reconnect: onReconnect }}
        />
      ) : null}
      {preview === undefined ? (
        reading.phase === 'failed' ? null : (
          <Skeleton label="Folding the letter onto the task of today" rows={10} />
        )
      ) : (
        <>
          <LetterHeader letter={preview.letter} onOpenTask={onOpenTask} />
          <div className={styles.body}>
            {preview.letter.redrivenAt === undefined ? <RedriveView preview={preview} /> : null}
            <LetterFacts
              letter={preview.letter}
              preview={preview}
              onOpenTask={onOpenTask}
              onNotice={onNotice}
            />
          </div>
          {preview.letter.redrivenAt === undefined ? <RedriveBar preview={preview} /> : null}
        </>
      )}
    </>
  );
}
