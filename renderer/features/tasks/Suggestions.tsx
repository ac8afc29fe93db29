import { useEffect, useMemo, useState, type ReactElement } from 'react';
import type { AppClient } from '#shared/contract/index.ts';
import type { TaskRow } from '#shared/contract/tasks.ts';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { statusLook } from '../../ui/statusLook.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { hasNoStatus } from './selectors.ts';
import { tasksStore } from './store.ts';
import { readWorst, suggest } from './suggestions.ts';
import styles from './suggestions.module.css';

/** The widest column of ids, in characters: a UUID is 36. */
const ID_WIDTH = 40;

/** Tasks of the open table that are worth a look, with the reason; nothing until the table is read. */
export function Suggestions({
  client,
  onOpenTask,
}: {
  readonly client: Pick<AppClient, 'tasks'>;
  readonly onOpenTask: (task: string) => void;
}): ReactElement | null {
  const progress = tasksStore.useSelector(({ reading }) =>
    reading.phase === 'running' ? reading.progress : undefined,
  );
  // Without a status nobody knows what is open.
  const oldest = tasksStore.useSelector(({ overview }) =>
    overview === undefined || hasNoStatus(overview) ? undefined : overview.oldestOpen,
  );
  const [read, setRead] = useState<{ readonly handle: string; readonly rows: readonly TaskRow[] }>();
  const handle = progress?.phase === 'ready' ? progress.handle : undefined;
  const version = progress?.version;
  useEffect(() => {
    if (handle === undefined) return;
    const abort = new AbortController();
    readWorst(client, handle, abort.signal).then(
      (rows) => setRead({ handle, rows }),
      () => undefined, // The list beside it tells what is wrong.
    );
    return () => abort.abort();
  }, [client, handle, version]);
  const rows = read !== undefined && read.handle === handle ? read.rows : undefined;
  const suggested = useMemo(() => (rows === undefined ? [] : suggest(rows, oldest)), [rows, oldest]);
  if (suggested.length === 0) return null;
  const widest = Math.min(ID_WIDTH, Math.max(...suggested.map(({ task }) => task.length)));
  const columns = { gridTemplateColumns: `14px minmax(0, ${widest}ch) minmax(0, 1fr)` };
  return (
    <section className={styles.suggestions} aria-label="Worth a look">
      <h3>Worth a look</h3>
      <ul>
        {suggested.map(({ task, status, reason, title }) => (
          <li key={task}>
            <button
              type="button"
              className={styles.suggestion}
              style={columns}
              onClick={() => onOpenTask(task)}
            >
              <StatusGlyph look={statusLook(status)} />
              <span className={styles.task}>
                <PlainText closed text={task} limit={80} />
              </span>
              <span className={styles.reason}>
                <PlainText closed text={title === undefined ? reason : `${reason} · ${title}`} limit={160} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
