import { useEffect, useMemo, type ReactElement } from 'react';
import type { ComparedRow, Pairing } from '#shared/contract/compare.ts';
import { createRangeCache } from '../../ui/list/rangeCache.ts';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './compare.module.css';
import { compareContext, rowCount, type CompareClient } from './store.ts';

const SIGNS = { same: '', changed: '~', left: '−', right: '+' } satisfies Record<Pairing, string>;
const WORDS = {
  same: 'the same',
  changed: 'other payload',
  left: 'only left',
  right: 'only right',
} satisfies Record<Pairing, string>;

const rowWords = ({ kind, left, right }: ComparedRow): string => {
  const side = (end: ComparedRow['left']): string => (end === undefined ? '' : `${end.type} ${end.seq}`);
  return [WORDS[kind], side(left), side(right)].filter((part) => part !== '').join(', ');
};

/** The events of both sides in rows, those that belong together beside each other. */
export function AlignedRows({ client }: { readonly client: CompareClient }): ReactElement {
  const pair = compareContext.useSelector((state) => state.pair);
  const generation = compareContext.useSelector((state) => state.generation);
  const count = compareContext.useSelector((state) => rowCount(state.summary));
  const row = compareContext.useSelector((state) => state.row);
  const { select } = compareContext.useApi().getState();
  const rows = useMemo(
    () =>
      createRangeCache<ComparedRow>((from, to, signal) =>
        pair === undefined
          ? Promise.resolve({ version: 0, total: 0, rows: [] })
          : client.compare.rows({ ...pair, range: { from, to } }, { signal }),
      ),
    [client, pair],
  );
  useEffect(() => () => rows.dispose(), [rows]);
  useEffect(() => rows.invalidate(), [rows, generation]);
  useRangeCache(rows);
  return (
    <VirtualList
      className={styles.rows}
      label="Events side by side"
      scope="compare"
      count={count}
      selected={row < 0 ? undefined : row}
      onSelect={select}
      onVisible={rows.ensure}
      rowLabel={(at) => {
        const found = rows.at(at);
        return found === undefined ? 'Loading' : rowWords(found);
      }}
      renderRow={(at) => <Row row={rows.at(at)} />}
    />
  );
}

function Row({ row }: { readonly row: ComparedRow | undefined }): ReactElement | null {
  if (row === undefined) return null;
  return (
    <div className={styles.row} data-kind={row.kind}>
      <End end={row.left} />
      <span className={styles.sign} title={WORDS[row.kind]}>
        {SIGNS[row.kind]}
      </span>
      <End end={row.right} />
    </div>
  );
}

function End({ end }: { readonly end: ComparedRow['left'] }): ReactElement {
  if (end === undefined) return <span className={styles.none} />;
  return (
    <span className={styles.end}>
      <span className={styles.seq}>{end.seq}</span>
      <span className={styles.type}>
        <PlainText closed text={end.type} limit={60} />
      </span>
      <span className={styles.gist}>
        <PlainText closed text={end.gist} limit={120} />
      </span>
    </span>
  );
}
