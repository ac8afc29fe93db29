import type { ReactElement } from 'react';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import { Button } from '../../../ui/Button.tsx';
import { memberDifferences } from '../../../ui/value/memberDifferences.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { ValueText } from '../../../ui/value/ValueText.tsx';
import { eventNameIn } from '../eventLook.ts';
import { taskContext } from '../store.ts';
import { driftWords } from './driftWords.ts';
import styles from './Drift.module.css';

/** The drift of the stored projection: every field that differs, both values, and where replay and projection part. */
export function DriftPanel(): ReactElement | null {
  const summary = taskContext.useSelector((state) => state.summary);
  const { actions } = taskContext.useApi().getState();
  const nameOf = eventNameIn(taskContext.useSelector((state) => state.streams));
  if (summary === undefined || summary.drift === null) return null;
  const { drift, lastSeq: last } = summary;
  const words = driftWords(drift, summary.stored ?? EMPTY_MAP, summary.replayed, nameOf);
  const fields = drift.fields.flatMap((each) => memberDifferences(each));
  const { equalsReplayAt: equal, firstDivergentSeq: first } = drift;
  return (
    <section className={styles.drift} aria-label="Drift of the stored projection">
      <p className={styles.verdict}>
        <PlainText closed text={words.said} limit={200} /> {words.where}
      </p>
      <div className={styles.jumps}>
        {equal === null || equal === 0 ? null : (
          <Button onClick={() => actions.select(equal)}>Go to {nameOf(equal)}</Button>
        )}
        {first === null ? null : <Button onClick={() => actions.select(first)}>Go to {nameOf(first)}</Button>}
        <Button look="quiet" onClick={() => actions.select(last)}>
          Last event
        </Button>
      </div>
      <table className={styles.fields}>
        <thead>
          <tr>
            <th scope="col">field</th>
            <th scope="col">stored</th>
            <th scope="col">replay at {last}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, stored, replayed }) => (
            <tr key={field}>
              <th scope="row">
                <PlainText text={field} limit={120} />
              </th>
              <td>{stored === undefined ? <i>absent</i> : <ValueText value={stored} limit={200} />}</td>
              <td>{replayed === undefined ? <i>absent</i> : <ValueText value={replayed} limit={200} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
