import type { ReactElement } from 'react';
import type { ComparisonSummary } from '#shared/contract/compare.ts';
import { Button } from '../../ui/Button.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './compare.module.css';
import { NothingStored } from './NotCompared.tsx';
import { differenceWords, sidesWithoutEvents, type NamedPair } from './sides.ts';
import { compareContext } from './store.ts';

/** What the comparison came to: the first difference in words, and how many there are. */
export function Verdict({
  summary,
  pair,
}: {
  readonly summary: ComparisonSummary;
  readonly pair: NamedPair;
}): ReactElement {
  const { select, seek } = compareContext.useApi().getState();
  const { first, firstMissing, rows, ends } = summary;
  const apart = firstMissing !== null && firstMissing.row !== first?.row ? firstMissing : null;
  const empty = sidesWithoutEvents(pair, summary);
  return (
    <div className={styles.verdict} role="status">
      {empty.map(({ ref }) => (
        <NothingStored key={ref.task} {...ref} />
      ))}
      {empty.length > 0 ? null : (
        <p className={styles.said} data-tone={first === null && ends === 0 ? 'ok' : 'differs'}>
          {first === null ? (
            ends === 0 ? (
              'Both sides are equal: the same events, the same state.'
            ) : (
              `The events are the same; ${counted(ends, 'attribute')} of the states differ.`
            )
          ) : (
            <>
              First difference: <PlainText closed text={differenceWords(first)} limit={200} />.
            </>
          )}
        </p>
      )}
      {apart === null ? null : (
        <p className={styles.apart}>
          They part where <PlainText closed text={differenceWords(apart)} limit={200} />.
        </p>
      )}
      <div className={styles.jumps}>
        {first === null ? null : <Button onClick={() => select(first.row)}>First difference</Button>}
        {apart === null ? null : <Button onClick={() => select(apart.row)}>Where they part</Button>}
        {first === null ? null : (
          <>
            <Button look="quiet" title="Previous difference (D)" onClick={() => seek('back')}>
              Previous
            </Button>
            <Button look="quiet" title="Next difference (d)" onClick={() => seek('forward')}>
              Next
            </Button>
          </>
        )}
        <span className={styles.counts}>
          {formatCount(rows.same)} the same · {formatCount(rows.changed)} with other payloads ·{' '}
          {formatCount(rows.left)} only left · {formatCount(rows.right)} only right ·{' '}
          {ends === 0 ? 'ends agree' : `${counted(ends, 'attribute')} differ at the ends`}
          {summary.shortest ? '' : ' · very different: a shorter list of differences may exist'}
        </span>
      </div>
    </div>
  );
}
