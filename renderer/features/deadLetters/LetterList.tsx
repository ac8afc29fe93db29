import type { ReactElement, RefObject } from 'react';
import {
  letterKeyText,
  letterOfKeyText,
  letterRefOf,
  type DeadLetterItem,
  type LetterRef,
} from '#shared/model/deadLetter.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isEmptySoFar } from '../../ui/list/emptySoFar.ts';
import { ListError } from '../../ui/list/ListError.tsx';
import { RowList } from '../../ui/list/RowList.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { bulkStore } from './bulkStore.ts';
import { LetterRow } from './LetterRow.tsx';
import { letterRowWords } from './letterWords.ts';
import { lettersStore, NO_FILTER, rowKey } from './store.ts';

const ROW_HEIGHT = 52;

/** The name of a row that can be redriven; undefined for any other, and for one that is still on its way. */
const redrivable = (item: DeadLetterItem | undefined): LetterRef | undefined =>
  item?.kind === 'letter' && item.letter.redrivenAt === undefined ? letterRefOf(item) : undefined;

/** The letters under the filter, or why there are none. */
export function LetterList({
  part,
  onReconnect,
}: {
  readonly part: RefObject<HTMLElement | null>;
  readonly onReconnect: () => void;
}): ReactElement {
  const reading = lettersStore.useSelector((state) => state.reading);
  const rows = lettersStore.useSelector((state) => state.rows);
  const selected = lettersStore.useSelector((state) => state.selected);
  const marked = bulkStore.useSelector((state) => state.marked);
  const toggle = bulkStore.useSelector((state) => state.toggle);
  const { reopen, select, neighbour } = lettersStore.useApi().getState();
  useRangeCache(rows);
  const error = reading.phase === 'failed' ? reading.error : rows?.error();
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const busy = reading.phase === 'running' && progress?.complete !== true;
  const toggleRow = (item: DeadLetterItem | undefined): void => {
    const letter = redrivable(item);
    if (letter !== undefined) toggle(letter);
  };
  const isMarked = (item: DeadLetterItem | undefined): boolean | undefined => {
    const letter = redrivable(item);
    return letter === undefined ? undefined : marked.has(letterKeyText(letter));
  };
  return (
    <>
      <ListError error={error} hasRows={rows !== undefined} onReopen={reopen} onReconnect={onReconnect} />
      {rows === undefined || isEmptySoFar(rows, { busy, version: progress?.version }) ? (
        error === undefined ? (
          <Skeleton label="Looking for dead letters" rows={8} />
        ) : null
      ) : rows.total() === 0 ? (
        <NoRows />
      ) : (
        <RowList
          label="Dead letters"
          scope="deadLetters"
          part={part}
          rows={rows}
          rowHeight={ROW_HEIGHT}
          selected={selected}
          select={select}
          neighbour={neighbour}
          keyOf={rowKey}
          copied={(key) => letterOfKeyText(key)?.key ?? key}
          wordsOf={letterRowWords}
          marks={{
            isMarked: (index) => isMarked(rows.at(index)),
            toggle: (index) => toggleRow(rows.at(index)),
          }}
          renderRow={(row) => <LetterRow item={row} marked={isMarked(row)} onToggle={() => toggleRow(row)} />}
          onOpen={() => undefined} // The letter beside the list follows the selection.
        />
      )}
    </>
  );
}

/** Nothing lies in any queue, or nothing passes the filter. */
function NoRows(): ReactElement {
  const { text, state, queue, order } = lettersStore.useSelector((all) => all.filter);
  const queues = lettersStore.useSelector((all) => all.queues);
  const narrow = lettersStore.useSelector((all) => all.narrow);
  const reload = lettersStore.useSelector((all) => all.reload);
  const isNarrowed = text.trim() !== '' || queue !== undefined || state !== NO_FILTER.state;
  if (isNarrowed) {
    return (
      <EmptyState
        title="No dead letter passes the filter"
        actions={
          <Button look="primary" onClick={() => narrow({ ...NO_FILTER, order, queue: undefined })}>
            Clear the filter
          </Button>
        }
      />
    );
  }
  const some = queues !== undefined && queues.length > 0;
  return (
    <EmptyState
      title={some ? 'No dead letter waits' : 'No dead letters here'}
      actions={
        some ? (
          <Button onClick={() => narrow({ state: 'all' })}>Show all</Button>
        ) : (
          <Button onClick={() => void reload()}>Read again</Button>
        )
      }
    >
      <p>
        {some
          ? 'Every letter of this table was redriven, or cannot be read.'
          : 'When an event could not be applied after its last attempt, its worker puts it under DLQ#<queue>, with the error and the number of attempts. Here it can be looked at against the task of today, and redriven.'}
      </p>
    </EmptyState>
  );
}
