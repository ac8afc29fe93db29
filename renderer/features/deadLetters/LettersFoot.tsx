import type { ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ListFoot } from '../../ui/list/ListFoot.tsx';
import { handleOf } from '../../ui/list/rowList.ts';
import { shownOf } from '../../ui/list/shownOf.ts';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { counted, formatCount, readUnits } from '../../ui/numbers.ts';
import { bulkStore } from './bulkStore.ts';
import { lettersStore } from './store.ts';

/** At the foot of the list: how far reading has come and what it cost; what is marked, and what to do with it. */
export function LettersFoot({
  tableRef,
  onNotice,
}: {
  readonly tableRef: TableRef;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const reading = lettersStore.useSelector((state) => state.reading);
  const settled = lettersStore.useSelector((state) => state.settled);
  const rows = lettersStore.useSelector((state) => state.rows);
  const marked = bulkStore.useSelector((state) => state.marked.size);
  const hidden = bulkStore.useSelector((state) => state.hidden.length);
  const { unmarkAll, ask } = bulkStore.useApi().getState();
  useRangeCache(rows);
  const progress = reading.phase === 'running' ? reading.progress : undefined;
  const all = progress?.rows ?? 0;
  const found =
    progress === undefined
      ? ''
      : progress.complete && settled
        ? shownOf(rows?.total(), all, 'letter')
        : `Reading the whole table, so far: ${counted(all, 'letter')}`;
  const units = progress?.units ?? 0;
  const cost = units === 0 ? '' : readUnits(units);
  return (
    <ListFoot words={[found, cost].filter((part) => part !== '').join(' · ')} hasTools>
      {marked === 0 ? (
        <MarkAll onNotice={onNotice} />
      ) : (
        <>
          {hidden === 0 ? null : <span role="status">{formatCount(hidden)} not in this list</span>}
          <Button look="quiet" onClick={unmarkAll}>
            Unmark
          </Button>
          <Button look="primary" onClick={() => ask(tableRef)}>
            Redrive {formatCount(marked)} marked…
          </Button>
        </>
      )}
    </ListFoot>
  );
}

function MarkAll({ onNotice }: { readonly onNotice: (text: string) => void }): ReactElement {
  const handle = lettersStore.useSelector((all) => handleOf(all.reading));
  const filter = lettersStore.useSelector((all) => all.filter);
  const markAll = bulkStore.useSelector((all) => all.markAll);
  const mark = (): void => {
    if (handle === undefined) return;
    markAll(handle, filter).catch(() => onNotice('The letters could not be marked. Read them again.'));
  };
  return (
    <Button
      look="quiet"
      disabled={handle === undefined || filter.state === 'redriven' || filter.state === 'corrupt'}
      title="Mark every letter below that waits to be redriven"
      onClick={mark}
    >
      Mark all
    </Button>
  );
}
