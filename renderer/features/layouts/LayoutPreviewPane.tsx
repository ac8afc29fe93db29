import type { ReactElement } from 'react';
import type { LayoutPreview, StreamPreview } from '#shared/contract/layouts.ts';
import { pairingWords } from '#shared/model/layoutPairingWords.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { counted, formatCount, readUnits } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { FaultList, Faults } from './Faults.tsx';
import styles from './layouts.module.css';
import { previewLines, type PreviewLine } from './previewLines.ts';
import { layoutsStore } from './store.ts';

/** What the layout makes of the table: counts of the sample, and three streams with their events in order. */
export function LayoutPreviewPane(): ReactElement {
  const preview = layoutsStore.useSelector((state) => state.wizard?.preview);
  const look = layoutsStore.useSelector((state) => state.look);
  return (
    <div className={styles.preview}>
      <Faults />
      {preview === undefined || preview.phase === 'idle' || preview.phase === 'running' ? (
        <Skeleton label="Reading three streams" rows={12} />
      ) : preview.phase === 'failed' ? (
        <ErrorPanel error={preview.error} steps={{ retry: () => void look() }} />
      ) : preview.phase === 'done' ? (
        <Made preview={preview.value} />
      ) : null}
    </div>
  );
}

function Made({ preview }: { readonly preview: LayoutPreview }): ReactElement {
  const { faults, shown, items } = preview;
  if (faults.length > 0) {
    return <FaultList faults={faults} />;
  }
  return (
    <>
      <Counts preview={preview} />
      {shown.length === 0 ? <NoStream items={items} /> : null}
      {shown.map((stream) => (
        <Stream key={stream.stream} stream={stream} />
      ))}
    </>
  );
}

function NoStream({ items }: { readonly items: number }): ReactElement {
  return items === 0 ? (
    <EmptyState title="The sample has no items">
      <p>Sample again once the table has some.</p>
    </EmptyState>
  ) : (
    <EmptyState title="No stream is found">
      <p>No item of the sample matches the patterns. Change them on the left.</p>
    </EmptyState>
  );
}

function Counts({ preview }: { readonly preview: LayoutPreview }): ReactElement {
  const { items, events, undecodable, projections, others, streams, found, units } = preview;
  const pairs = pairingWords(preview.pairing, { undecodable, id: 'Id of its stream' });
  return (
    <div className={styles.counts} role="status">
      <p>
        <strong>{counted(streams, 'stream')}</strong> in {counted(items, 'item')}: {counted(events, 'event')},{' '}
        {counted(projections, 'projection')}
        {', '}
        <span className={undecodable > 0 ? styles.bad : undefined}>
          {formatCount(undecodable)} unreadable
        </span>
        {others === 0 ? '' : `, ${formatCount(others)} of no stream`}
        {found === 'scan' ? ' · a stream is found only by reading the whole table' : ''}
        {units > 0 ? ` · ${readUnits(units)} for this preview` : ''}
      </p>
      {pairs === undefined ? null : (
        <p className={styles.pairs} data-look={pairs.look}>
          {pairs.look === 'warning' ? (
            <>
              <span aria-hidden="true">▲ </span>
              <VisuallyHidden>Warning: </VisuallyHidden>
            </>
          ) : null}
          <bdi>{pairs.says}</bdi>
        </p>
      )}
    </div>
  );
}

function Stream({ stream }: { readonly stream: StreamPreview }): ReactElement {
  const { rows, projection, more, undecodable } = stream;
  const lines = previewLines(stream);
  return (
    <section className={styles.stream} aria-label={`Stream ${stream.stream}`}>
      <h3>
        <IdText id={stream.stream} />
        <span className={styles.streamCount}>
          {more ? 'first ' : ''}
          {counted(rows.length + undecodable.length, 'event')}
          {projection === null ? '' : ' · projection stored'}
        </span>
      </h3>
      <ol className={styles.lines} tabIndex={0} aria-label={`Events of ${stream.stream}`}>
        {lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line }: { readonly line: PreviewLine }): ReactElement {
  switch (line.kind) {
    case 'event':
      return (
        <li className={styles.line} data-problem={line.problems.length > 0}>
          <span className={styles.seq}>{line.row.seq}</span>
          <PlainText text={line.row.type} limit={60} />
          <span className={styles.gist}>
            <PlainText
              closed
              text={line.problems.length > 0 ? line.problems.join(', ') : line.row.gist}
              limit={120}
            />
          </span>
          <span className={styles.when}>
            {line.row.at === '' ? '' : <Time at={line.row.at} precision="short" />}
          </span>
        </li>
      );
    case 'missing':
      return (
        <li className={styles.line} data-problem="true">
          <span className={styles.seq}>▲</span>
          <span>{line.says}</span>
        </li>
      );
    case 'unreadable':
      return (
        <li className={styles.line} data-problem="true">
          <span className={styles.seq}>▲</span>
          <span className={styles.wide}>
            <PlainText closed text={`${line.key} cannot be read: ${line.reason}`} limit={200} />
          </span>
        </li>
      );
  }
}
