import { useRef, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { copyText } from '../../ui/copy.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import styles from './activity.module.css';
import { CallRow, COLUMNS } from './CallRow.tsx';
import { callWords } from './callWords.ts';
import { activityStore, shownOf } from './store.ts';

/** The calls, newest first. Choosing one, or scrolling down, pauses following, so that nothing moves while it is read. */
export function CallList({ onNotice }: { readonly onNotice: (text: string) => void }): ReactElement {
  const calls = activityStore.useSelector(shownOf)?.calls ?? [];
  const selected = activityStore.useSelector((state) => state.selected);
  const following = activityStore.useSelector((state) => state.held === undefined);
  const resumed = activityStore.useSelector((state) => state.resumed);
  const { select, pause } = activityStore.useApi().getState();
  const part = useRef<HTMLDivElement>(null);
  const index = calls.findIndex(({ number }) => number === selected);
  useAction(
    'copy',
    () => {
      const call = calls[index];
      if (call === undefined) return;
      void copyText(`${call.at} ${callWords(call)}`).then((copied) => {
        if (copied) onNotice('Call copied');
      });
    },
    { part },
  );
  return (
    <div
      ref={part}
      className={styles.list}
      onScrollCapture={({ target }) => {
        if (following && target instanceof HTMLElement && target.scrollTop > 0) pause();
      }}
    >
      <div className={styles.columns} aria-hidden="true">
        <div className={styles.row}>
          {COLUMNS.map((name) => (
            <span key={name} className={name === 'Took' || name === 'Units' ? styles.figure : styles.cell}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <VirtualList
        // Following starts again at the newest call.
        key={resumed}
        label="Calls"
        scope="activity"
        className={styles.rows}
        count={calls.length}
        selected={index < 0 ? undefined : index}
        onSelect={(row) => {
          const call = calls[row];
          if (call !== undefined) select(call.number);
        }}
        renderRow={(row) => {
          const call = calls[row];
          return call === undefined ? null : <CallRow call={call} />;
        }}
        rowLabel={(row) => {
          const call = calls[row];
          return call === undefined ? undefined : callWords(call);
        }}
      />
    </div>
  );
}
