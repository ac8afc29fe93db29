import { useEffect, useMemo, type ReactElement } from 'react';
import type { FieldChange, FieldHistory } from '#shared/contract/blame.ts';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { createRangeCache } from '../../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../../ui/list/VirtualList.tsx';
import { pathKey } from '../../../ui/value/path.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { ValueText } from '../../../ui/value/ValueText.tsx';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import styles from './blame.module.css';

/** Every change of a field with what it was and what it became; choosing one goes to its event. */
export function ChangeList({
  history,
  name,
  onSeek,
}: {
  readonly history: FieldHistory;
  readonly name: string;
  readonly onSeek: (seq: number) => void;
}): ReactElement {
  const api = taskContext.useApi();
  const { client } = useTaskDeps();
  const selected = taskContext.useSelector((state) => state.selected);
  const key = pathKey(history.path);
  const { changes, version, path } = history;
  const rows = useMemo(
    () =>
      createRangeCache<FieldChange>((from, to, signal) => {
        const handle = api.getState().progress?.handle ?? '';
        return client.blame.changes({ handle, path, range: { from, to } }, { signal });
      }),
    // A path is a new array with every piece of news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, client, key],
  );
  useEffect(() => () => rows.dispose(), [rows]);
  useEffect(() => rows.invalidate(), [rows, changes, version]);
  useRangeCache(rows);
  const index = Array.from({ length: Math.min(changes, 5000) }, (_, at) => rows.at(at)?.seq).indexOf(
    selected,
  );
  return (
    <VirtualList
      className={styles.changes}
      label={`All changes of ${name}`}
      scope="changes"
      count={changes}
      selected={index < 0 ? undefined : index}
      onSelect={(at) => {
        const seq = rows.at(at)?.seq;
        if (seq !== undefined) onSeek(seq);
      }}
      onVisible={rows.ensure}
      rowLabel={(at) => {
        const row = rows.at(at);
        return row === undefined ? 'Loading' : `event ${row.seq}, ${row.type}`;
      }}
      renderRow={(at) => <ChangeRow row={rows.at(at)} />}
    />
  );
}

function ChangeRow({ row }: { readonly row: FieldChange | undefined }): ReactElement | null {
  if (row === undefined) return null;
  return (
    <div className={styles.change}>
      <span className={styles.changeSeq}>{row.seq}</span>
      <span className={styles.changeType}>
        <PlainText closed text={row.type} limit={40} />
      </span>
      <span className={styles.values}>
        <Value value={row.before} struck />
        <span aria-hidden="true"> → </span>
        <Value value={row.after} />
      </span>
    </div>
  );
}

function Value({
  value,
  struck = false,
}: {
  readonly value: AttributeValue | undefined;
  readonly struck?: boolean;
}): ReactElement {
  return value === undefined ? <i>absent</i> : <ValueText value={value} struck={struck} limit={80} />;
}
