import type { ReactElement } from 'react';
import { ROW_HEIGHT, VirtualList } from '../../../ui/list/VirtualList.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { TypeName } from '../events/TypeName.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import { taskContext } from '../store.ts';
import { hitAt, hitLabel, type Hit } from './hits.ts';
import styles from './Travel.module.css';

/** The hits of a search; choosing one selects its event. */
export function HitList({
  hits,
  onSelect,
}: {
  readonly hits: readonly Hit[];
  readonly onSelect: (seq: number) => void;
}): ReactElement {
  const selected = taskContext.useSelector((state) => state.selected);
  const at = hitAt(hits, selected);
  return (
    <div
      className={styles.hits}
      style={{ height: `min(${String(hits.length * ROW_HEIGHT)}px, max(84px, 14vh))` }}
    >
      <VirtualList
        label="Hits"
        scope="hits"
        count={hits.length}
        selected={at}
        onSelect={(index) => {
          const hit = hits[index];
          if (hit !== undefined) onSelect(hit.seq);
        }}
        renderRow={(index) => {
          const hit = hits[index];
          return hit === undefined ? null : <HitRow hit={hit} />;
        }}
        rowLabel={(index) => {
          const hit = hits[index];
          return hit === undefined ? undefined : hitLabel(hit);
        }}
      />
    </div>
  );
}

function HitRow({ hit }: { readonly hit: Hit }): ReactElement {
  const { before, match, after } = hit.excerpt;
  return (
    <div className={styles.hit}>
      <span className={styles.seq}>{hit.seq}</span>
      {hit.isStretch ? (
        <span className={styles.until}>{hit.leftAt === undefined ? '→ end' : `→ ${String(hit.leftAt)}`}</span>
      ) : null}
      <EventGlyph type={hit.type} />
      <span className={styles.hitType}>
        <TypeName type={hit.type} />
      </span>
      <span className={styles.excerpt}>
        <PlainText closed text={before} limit={60} />
        <mark className={styles.match}>
          <PlainText closed text={match} limit={130} />
        </mark>
        <PlainText closed text={after} limit={60} />
      </span>
    </div>
  );
}
