import type { ReactElement } from 'react';
import type { TaskRow as Row } from '#shared/contract/tasks.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { Tick } from '../../ui/list/Tick.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { statusLook, statusWords } from '../../ui/statusLook.ts';
import { Time } from '../../ui/time/Time.tsx';
import styles from './tasks.module.css';

/** Whether an id would be cut beside the word of its status, a badge and a whole time in a pane of 400 px. */
const isLong = ({ task, findings }: Row): boolean =>
  task.length > (findings.error + findings.warning > 0 ? 18 : 21);

/**
 * One task in the list: status, id, title, findings, time of the last change. Of a stream without a status the last
 * event's type and the count. `dim`: characters that neighbours share.
 */
export function TaskRow({
  row,
  dim,
  streams,
  marked,
  onToggle,
}: {
  readonly row: Row | undefined;
  readonly dim: number;
  readonly streams: boolean;
  /** Whether it is marked for a comparison. */
  readonly marked: boolean | undefined;
  readonly onToggle: () => void;
}): ReactElement {
  if (row === undefined) return <div className={styles.row} data-missing="true" aria-label="Loading" />;
  const shown = row.status ?? row.replayedStatus;
  // A stream without any status is told by its last event and by how many there are.
  const bare = streams && (shown === undefined || shown === 'none');
  return (
    <div className={styles.row} data-bare={bare} data-long={!bare && isLong(row)}>
      <Tick
        className={styles.tick}
        marked={marked}
        title="Mark for a comparison (Space)"
        onToggle={onToggle}
      />
      {bare ? <span aria-hidden="true">·</span> : <StatusGlyph look={statusLook(shown)} />}
      <IdText id={row.task} dim={dim} />
      <bdi className={styles.rowTitle}>{bare ? row.lastType : row.title}</bdi>
      <span>
        <FindingBadge errors={row.findings.error} warnings={row.findings.warning} />
      </span>
      <bdi className={styles.rowStatus} title={bare ? counted(row.events, 'event') : undefined}>
        {bare ? formatCount(row.events) : statusWords(row.status)}
      </bdi>
      <span className={styles.rowTime}>
        {row.changedAt === undefined ? null : <Time at={row.changedAt} precision="short" />}
      </span>
    </div>
  );
}
