import { useMemo, useState, type ReactElement } from 'react';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { counted } from '../../../ui/numbers.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { marksOf } from '../../../ui/value/flatten.ts';
import { pathKey } from '../../../ui/value/path.ts';
import { ValueTree } from '../../../ui/value/ValueTree.tsx';
import { BlameNote } from '../blame/BlameNote.tsx';
import { FieldHistoryPanel } from '../blame/FieldHistoryPanel.tsx';
import { useFieldBlame } from '../blame/useFieldBlame.ts';
import { selectEmpty } from '../selectors.ts';
import { taskContext } from '../store.ts';
import styles from './Inspector.module.css';
import { NoEvent } from './NoEvent.tsx';
import { NotYet } from './NotYet.tsx';
import { inReadingOrder } from './stateOrder.ts';

/** The state after the selected event, with what that event changed marked. */
export function StateTab({
  onFocusField,
  onCopied,
}: {
  readonly onFocusField: (path: DiffPath | undefined) => void;
  readonly onCopied: (what: string) => void;
}): ReactElement {
  const shown = taskContext.useSelector((state) => state.shown);
  const error = taskContext.useSelector((state) => state.stateError);
  const selected = taskContext.useSelector((state) => state.selected);
  const empty = taskContext.useSelector(selectEmpty);
  const { actions } = taskContext.useApi().getState();
  const document = useMemo(() => inReadingOrder(shown?.state ?? EMPTY_MAP), [shown]);
  const marks = useMemo(() => marksOf(shown?.changes ?? []), [shown]);
  const [chosen, setChosen] = useState<DiffPath>();
  const at = shown?.seq ?? 0;
  const blame = useFieldBlame(at);
  const notes = useMemo(
    () =>
      new Map(
        [...blame].map(([key, blamed]) => [
          key,
          <BlameNote key={key} blamed={blamed} current={at} onGo={actions.select} />,
        ]),
      ),
    [blame, at, actions],
  );
  if (error !== undefined) {
    return (
      <ErrorPanel
        error={error}
        steps={{ retry: actions.reopen, reconnect: actions.reopen, reload: actions.reopen }}
      />
    );
  }
  if (empty) return <NoEvent />;
  if (shown === undefined) return <Skeleton rows={6} label="Reading the state" />;
  const { length } = shown.changes;
  return (
    <div aria-busy={shown.seq !== selected}>
      <NotYet />
      <p className={styles.lead}>
        state after {shown.seq}
        <span className={styles.leadEnd}>
          {length === 0 ? 'this event changed nothing' : `${counted(length, 'change')} by ${shown.seq}`}
        </span>
      </p>
      <ValueTree
        label={`State after event ${shown.seq}`}
        document={document}
        marks={marks}
        notes={notes}
        onFocusField={(path) => {
          setChosen(path);
          onFocusField(path);
        }}
        onKey={(key, path) => {
          const seq = key === 'b' ? blame.get(pathKey(path))?.seq : undefined;
          if (seq === undefined || seq === 0) return false;
          actions.select(seq);
          return true;
        }}
        onCopied={onCopied}
      />
      {chosen === undefined ? null : <FieldHistoryPanel path={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}
