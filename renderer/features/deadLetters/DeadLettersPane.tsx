import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { MasterDetail } from '../../ui/list/MasterDetail.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { bulkStore } from './bulkStore.ts';
import { followMarks } from './followMarks.ts';
import { followRedrives } from './followRedrives.ts';
import { LetterBar } from './LetterBar.tsx';
import { LetterDetail } from './LetterDetail.tsx';
import { LetterList } from './LetterList.tsx';
import { LettersFoot } from './LettersFoot.tsx';
import type { DeadLettersProps } from './props.ts';
import { createRedriveStore, redriveContext } from './redriveStore.ts';
import { lettersStore } from './store.ts';

/** The dead letters of a table: the list, and beside it what redriving the chosen one would do. */
export function DeadLettersPane(props: DeadLettersProps): ReactElement {
  const { client, tableRef, onNotice } = props;
  const part = useRef<HTMLDivElement>(null);
  const letters = lettersStore.useApi();
  const bulk = bulkStore.useApi();
  const [redrive] = useState(() =>
    createRedriveStore({
      ...{ client, tableRef, onNotice },
      onRedriven: (letter) => bulk.getState().unmark([letter]),
    }),
  );
  const reload = lettersStore.useSelector((state) => state.reload);
  const unmarkAll = bulkStore.useSelector((state) => state.unmarkAll);
  const { style } = useTime();
  useEffect(() => followMarks({ client, letters, bulk }), [client, letters, bulk]);
  useEffect(() => followRedrives({ bulk, redrive }), [bulk, redrive]);
  useAction('refresh', () => void reload(), { part });
  // Another table has other letters; marks that nobody sees would be redriven by surprise.
  useEffect(() => unmarkAll, [unmarkAll]);
  return (
    <redriveContext.Provider value={redrive}>
      <MasterDetail>
        <div ref={part} data-times={style}>
          <LetterBar part={part} />
          <LetterList part={part} onReconnect={props.onReconnect} />
          <LettersFoot tableRef={tableRef} onNotice={onNotice} />
        </div>
        <LetterDetail {...props} />
      </MasterDetail>
      <BulkDialog onOpenTask={props.onOpenTask} />
    </redriveContext.Provider>
  );
}
