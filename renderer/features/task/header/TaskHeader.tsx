import type { ReactElement, ReactNode } from 'react';
import type { TableStreams } from '#shared/model/layout.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import {
  selectAbsent,
  selectDead,
  selectRebuildable,
  selectReplayedStatus,
  selectStoredStatus,
  selectTitle,
  selectUnread,
  selectVerdict,
} from '../selectors.ts';
import { taskContext } from '../store.ts';
import { Facts } from './Facts.tsx';
import styles from './Header.module.css';
import { HeaderShape, ReadingProgress } from './HeaderShape.tsx';
import { VerdictView } from './VerdictView.tsx';

/** What can be done with the task, besides looking. */
export interface HeaderActions {
  /** More tools, given by the window. */
  readonly tools?: ReactNode;
  readonly onAppend: () => void;
  readonly onChangeStatus: () => void;
  readonly onCopyLink: () => void;
  readonly onShowLetters: () => void;
  readonly onCompare: () => void;
  readonly onRebuild: () => void;
}

/** The header that answers first: what is stored, what the events say, whether the two agree, and since when. */
export function TaskHeader({
  tools,
  onAppend,
  onChangeStatus,
  onCopyLink,
  onShowLetters,
  onCompare,
  onRebuild,
}: HeaderActions): ReactElement {
  const task = taskContext.useSelector((state) => state.ref.task);
  const title = taskContext.useSelector(selectTitle);
  const known = taskContext.useSelector((state) => state.summary !== undefined);
  const absent = taskContext.useSelector(selectAbsent);
  const unread = taskContext.useSelector(selectUnread);
  const dead = taskContext.useSelector(selectDead);
  const streams = taskContext.useSelector((state) => state.streams);
  const { actions } = taskContext.useApi().getState();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.id}>
          <PlainText text={task} />
        </h2>
        <CopyButton text={task} label="Copy task id" />
        <p className={styles.title}>{title === undefined ? null : <PlainText text={title} limit={200} />}</p>
        <div className={styles.actions}>
          {tools}
          {dead && streams === undefined ? <Button onClick={onShowLetters}>Dead letters</Button> : null}
          {streams === undefined ? null : (
            <span className={styles.readOnly} title={readOnlyWords(streams)}>
              {streams.title} · {streams.hasProjections ? 'events read only' : 'read only'}
            </span>
          )}
          {absent || streams !== undefined ? null : (
            <>
              <Button disabled={!known} onClick={onAppend}>
                <Wording wide="Append event…" narrow="Append…" />
              </Button>
              <Button disabled={!known} onClick={onChangeStatus}>
                <Wording wide="Change status…" narrow="Status…" />
              </Button>
            </>
          )}
          <IconButton label="Compare with… (g w)" disabled={absent} onClick={onCompare}>
            <Glyph of="compare" />
          </IconButton>
          <IconButton label="Copy link to this event (y)" onClick={onCopyLink}>
            <Glyph of="link" />
          </IconButton>
          <IconButton label="Read again (r)" onClick={actions.reopen}>
            <Glyph of="again" />
          </IconButton>
        </div>
      </div>
      {absent ? null : known ? (
        <>
          <Answer onRebuild={onRebuild} />
          <Facts />
        </>
      ) : unread ? null : (
        <HeaderShape />
      )}
    </header>
  );
}

/** What a button says; in a narrow pane it shows less, and is called the same. */
function Wording({ wide, narrow }: { readonly wide: string; readonly narrow: string }): ReactElement {
  return (
    <>
      <span className={styles.wide}>{wide}</span>
      <span className={styles.narrow} aria-hidden="true">
        {narrow}
      </span>
    </>
  );
}

/** What cannot be written here and why, and how the stream is found. */
const readOnlyWords = ({ name, hasProjections, onlyByScan }: TableStreams): string =>
  [
    `The table is read by the layout “${name}”; nothing${hasProjections ? ' but projections' : ''} is written through a layout.`,
    onlyByScan
      ? 'Its keys do not tell where a stream lies: the table was read to find this one, and it is not followed.'
      : '',
  ]
    .join(' ')
    .trim();

function Answer({ onRebuild }: Pick<HeaderActions, 'onRebuild'>): ReactElement {
  const summary = taskContext.useSelector((state) => state.summary);
  const { actions } = taskContext.useApi().getState();
  const streams = taskContext.useSelector((state) => state.streams);
  const verdict = selectVerdict({ summary, streams });
  const stored = selectStoredStatus({ summary });
  const replayed = selectReplayedStatus({ summary });
  // A reducer that knows of no status: the type of the last event says most.
  const hasStatus = streams === undefined || replayed !== undefined;
  const last = summary?.lastSeq ?? 0;
  const complete = summary?.complete === true;
  const hasProjection = summary !== undefined && summary.stored !== null;
  return (
    <div className={styles.answer}>
      {streams?.hasProjections === false ? null : (
        <button
          type="button"
          className={styles.side}
          title="Show the stored projection as it lies in the table"
          onClick={() => actions.showRaw('projection')}
        >
          <span className={styles.label}>stored</span>
          {!hasProjection ? (
            <span className={styles.none}>{complete ? 'none' : '…'}</span>
          ) : stored === undefined && streams !== undefined ? (
            <span className={styles.none}>without a status</span>
          ) : (
            <StatusChip status={stored} />
          )}
        </button>
      )}
      <button
        type="button"
        className={styles.side}
        title="Show the state after the last event"
        disabled={last === 0}
        onClick={() => {
          actions.select(last);
          actions.show('state');
        }}
      >
        <span className={styles.label}>{hasStatus ? 'replay' : 'ends in'}</span>
        {last === 0 ? (
          <span className={styles.none}>none</span>
        ) : hasStatus ? (
          <StatusChip status={replayed} />
        ) : (
          <PlainText text={summary?.lastType ?? ''} limit={60} />
        )}
      </button>
      <VerdictView
        verdict={verdict}
        onShow={() => {
          actions.select(last);
          actions.compareWith('stored');
        }}
      />
      {selectRebuildable({ summary, streams }) ? <Button onClick={onRebuild}>Rebuild…</Button> : null}
      {complete ? null : <ReadingProgress />}
    </div>
  );
}
