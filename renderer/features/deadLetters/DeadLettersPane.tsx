import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { bulkStore } from './bulkStore.ts';
import styles from './deadLetters.module.css';
import { LetterBar } from './LetterBar.tsx';
import { LetterDetail } from './LetterDetail.tsx';
import { LetterList } from './LetterList.tsx';
import { LettersFoot } from './LettersFoot.tsx';
import { createRedriveStore, redriveContext } from './redriveStore.ts';
import { lettersStore } from './store.ts';

/** What the dead letters of a table are shown with. */
export interface DeadLettersProps {
  readonly client: Pick<AppClient, 'deadLetters'>;
  readonly tableRef: TableRef;
  /** Shows a task, at an event where one is named. */
  readonly onOpenTask: (task: string, seq?: number) => void;
  /** One short sentence for the reader, such as what was written. */
  readonly onNotice: (text: string) => void;
  /** Tries the connection again. */
  readonly onReconnect: () => void;
}

/** The dead letters of a table: the list, and beside it what redriving the chosen one would do. */
export function DeadLettersPane(props: DeadLettersProps): ReactElement {
  const { client, tableRef, onNotice } = props;
  const part = useRef<HTMLDivElement>(null);
  const [redrive] = useState(() => createRedriveStore({ client, tableRef, onNotice }));
  const reload = lettersStore.useSelector((state) => state.reload);
  const unmarkAll = bulkStore.useSelector((state) => state.unmarkAll);
  const { style } = useTime();
  useAction('refresh', () => void reload(), { part });
  // Another table has other letters; marks that nobody sees would be redriven by surprise.
  useEffect(() => unmarkAll, [unmarkAll]);
  return (
    <redriveContext.Provider value={redrive}>
      <div className={styles.letters}>
        <div ref={part} className={styles.master} data-times={style}>
          <LetterBar part={part} />
          <LetterList part={part} onReconnect={props.onReconnect} />
          <LettersFoot tableRef={tableRef} onNotice={onNotice} />
        </div>
        <LetterDetail {...props} />
      </div>
      <BulkDialog onOpenTask={props.onOpenTask} />
    </redriveContext.Provider>
  );
}
