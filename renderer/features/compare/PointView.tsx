import type { ReactElement } from 'react';
import type { ComparedPoint } from '#shared/contract/compare.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ValueDiff } from '../../ui/value/ValueDiff.tsx';
import styles from './compare.module.css';
import { compareContext } from './store.ts';

const pointWords = (seq: number | undefined): string =>
  seq === undefined ? 'the stored projection' : seq === 0 ? 'before the first event' : `after event ${seq}`;

/** Both sides at the chosen row: what differs in the payloads, and in the states after it. */
export function PointView(): ReactElement {
  const point = compareContext.useSelector((state) => state.point);
  const row = compareContext.useSelector((state) => state.row);
  return (
    <section className={styles.point} aria-label="States side by side" aria-busy={point?.row !== row}>
      {point === undefined ? <Skeleton rows={6} label="Comparing states" /> : <Point point={point} />}
    </section>
  );
}

function Point({ point }: { readonly point: ComparedPoint }): ReactElement {
  const { payloads, states, leftSeq, rightSeq } = point;
  return (
    <>
      {payloads === null ? null : (
        <>
          <h3 className={styles.what}>Payload</h3>
          <ValueDiff
            from={payloads.left}
            to={payloads.right}
            changes={payloads.changes}
            same="The payloads are equal."
          />
        </>
      )}
      <h3 className={styles.what}>
        State{' '}
        <span className={styles.where}>
          {pointWords(leftSeq)} → {pointWords(rightSeq)}
        </span>
      </h3>
      <ValueDiff from={states.left} to={states.right} changes={states.changes} same="The states are equal." />
    </>
  );
}
