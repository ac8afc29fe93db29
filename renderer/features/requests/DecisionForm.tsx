import { useSyncExternalStore, type ReactElement } from 'react';
import { stringOf } from '#shared/model/attributeValue.ts';
import { TextArea, TextField } from '../../ui/Field.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { isDecidable, type OpenDecision } from './decision.ts';
import { detailContext } from './detailStore.ts';
import { expiryOf } from './expiry.ts';
import { RequestChip } from './RequestChip.tsx';
import styles from './detail.module.css';

/** The form of a decision: what it sets, on which condition, by whom, and why. */
export function DecisionForm({ decision }: { readonly decision: OpenDecision }): ReactElement {
  const edit = detailContext.useSelector((state) => state.edit);
  const { id, to, seen, by, note, movedFrom } = decision;
  return (
    <div className={styles.form}>
      {isDecidable(seen) ? (
        <p>
          Sets <IdText id={id} strong /> to <RequestChip status={to} />, on the condition that it is still{' '}
          <RequestChip status="pending" /> and was last changed at{' '}
          <code>{stringOf(seen, 'updated_at') ?? 'no time'}</code>.
        </p>
      ) : null}
      {movedFrom === undefined ? null : <Moved decision={decision} />}
      <Overdue decision={decision} />
      {isDecidable(seen) ? (
        <>
          <TextField
            label="Decided by"
            value={by}
            onChange={(event) => edit({ by: event.currentTarget.value })}
          />
          <TextArea
            label="Note"
            rows={3}
            value={note}
            onChange={(event) => edit({ note: event.currentTarget.value })}
          />
        </>
      ) : null}
    </div>
  );
}

/** What reading again has found. */
function Moved({ decision: { seen, movedFrom } }: { readonly decision: OpenDecision }): ReactElement {
  const [lock, before] = [stringOf(seen, 'updated_at'), stringOf(movedFrom ?? {}, 'updated_at')];
  const by = stringOf(seen, 'decided_by');
  return (
    <p className={styles.moved} role="status">
      {Object.keys(seen).length === 0
        ? 'Read again: the request is gone. There is nothing left to decide.'
        : !isDecidable(seen)
          ? `Read again: it is ${statusWords(stringOf(seen, 'status'))} now${by === undefined ? '' : `, decided by ${by}`}. There is nothing left to decide.`
          : lock === before
            ? 'Read again: the request is as you saw it.'
            : 'Read again: the request was changed and is still pending.'}
    </p>
  );
}

/** That the time of what is to be decided has run out already. */
function Overdue({ decision: { seen } }: { readonly decision: OpenDecision }): ReactElement | null {
  const { clock } = useTime();
  const words = useSyncExternalStore(clock.subscribe, () => {
    const expiry = expiryOf(stringOf(seen, 'expires_at'), clock.now());
    return expiry?.past === true && isDecidable(seen) ? expiry.words : undefined;
  });
  return words === undefined ? null : (
    <p className={styles.warning}>▲ This request {words}. It can be decided all the same.</p>
  );
}
