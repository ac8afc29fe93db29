import { useEffect, type ReactElement } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './activity.module.css';
import { CallList } from './CallList.tsx';
import { activityStore, newerThanHeld, shownOf } from './store.ts';
import { TotalsLine } from './TotalsLine.tsx';

/** What goes between Dynascope and the chosen connection: figures of all calls, and the last of them as they end. */
export function ActivityPane({
  connection,
  name,
  onNotice,
}: {
  readonly connection: string | undefined;
  /** What the connection is called. */
  readonly name: string | undefined;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const follow = activityStore.useSelector((state) => state.follow);
  useEffect(() => (connection === undefined ? undefined : follow(connection)), [follow, connection]);
  return (
    <section className={styles.pane} aria-label="Activity">
      <header className={styles.head}>
        <h2 className={styles.title}>
          Activity <span className={styles.of}>{name === undefined ? '' : <bdi>{name}</bdi>}</span>
        </h2>
        <TotalsLine />
        <Controls />
      </header>
      <Body connection={connection} onNotice={onNotice} />
    </section>
  );
}

function Controls(): ReactElement {
  const paused = activityStore.useSelector((state) => state.held !== undefined);
  const newer = activityStore.useSelector(newerThanHeld);
  const empty = activityStore.useSelector((state) => (shownOf(state)?.calls.length ?? 0) === 0);
  const unknown = activityStore.useSelector((state) => state.live === undefined);
  const { pause, resume, clear, toggle } = activityStore.useApi().getState();
  return (
    <div className={styles.controls}>
      <span className={styles.newer}>{newer === 0 ? '' : `${formatCount(newer)} newer`}</span>
      <Button look="quiet" className={styles.pause} disabled={unknown} onClick={paused ? resume : pause}>
        {paused ? 'Follow' : 'Pause'}
      </Button>
      <Button look="quiet" disabled={empty} onClick={clear}>
        Clear
      </Button>
      <IconButton label="Close the activity" onClick={toggle}>
        <Glyph of="close" />
      </IconButton>
    </div>
  );
}

function Body({
  connection,
  onNotice,
}: {
  readonly connection: string | undefined;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const feed = activityStore.useSelector((state) => state.feed);
  const shown = activityStore.useSelector(shownOf);
  const cleared = activityStore.useSelector((state) => state.cleared !== undefined);
  const follow = activityStore.useSelector((state) => state.follow);
  if (connection === undefined)
    return (
      <EmptyState title="No connection chosen">
        <p>Choose a connection on the left to see what is called of it.</p>
      </EmptyState>
    );
  if (feed.phase === 'failed' || feed.phase === 'cancelled') {
    const again = (): void => void follow(connection);
    return (
      <>
        <ErrorPanel
          compact={shown !== undefined}
          isKept={shown !== undefined}
          error={feed.phase === 'failed' ? feed.error : undefined}
          steps={{ retry: again, reload: again, reconnect: again }}
        />
        {shown === undefined ? null : <CallList onNotice={onNotice} />}
      </>
    );
  }
  if (shown === undefined) return <Skeleton label="Asking for the last calls" rows={4} />;
  if (shown.calls.length > 0) return <CallList onNotice={onNotice} />;
  return (
    <EmptyState title={cleared ? 'No call since the list was cleared' : 'Nothing has been called yet'}>
      <p>Each call to DynamoDB appears here once it has ended, with what it took and what it cost.</p>
    </EmptyState>
  );
}
