import { useRef, useState, type ReactElement, type SubmitEvent } from 'react';
import { DEFAULT_PRICE_PER_MILLION, type AuditEstimate, type AuditOptions } from '#shared/model/audit.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TextField } from '../../ui/Field.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { counted, formatBytes } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { formatDuration } from '../../ui/time/duration.ts';
import styles from './audit.module.css';
import { readNumber } from './price.ts';
import { auditStore } from './auditState.ts';
import { costOf, unitsText } from './words.ts';

const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value));

const BAD = 'A number above 0, or nothing.';

/** What the host takes as a price. */
const MOST_DOLLARS = 1000;

/** What an audit would take, and the ceilings it is to keep. Nothing is read before it is started. */
export function StartForm({
  past,
  usualPrice,
}: {
  readonly past: number;
  /** US dollars for a million read units, unless the reader says otherwise. */
  readonly usualPrice: number;
}): ReactElement {
  const estimate = auditStore.useSelector((state) => state.estimate);
  const options = auditStore.useSelector((state) => state.options);
  const error = auditStore.useSelector((state) => state.error);
  const { change, start, ask, reopen } = auditStore.useApi().getState();
  const part = useRef<HTMLDivElement>(null);
  useAction('refresh', reopen, { part });
  const [texts, setTexts] = useState({
    unitsPerSecond: textOf(options.unitsPerSecond),
    maxUnits: textOf(options.maxUnits),
    price: options.pricePerMillion === undefined ? undefined : String(options.pricePerMillion),
  });
  // What is usual may be known only after the form is shown.
  const priceText = texts.price ?? String(usualPrice);
  const unitsPerSecond = readNumber(texts.unitsPerSecond, { mayBeZero: false });
  const maxUnits = readNumber(texts.maxUnits, { mayBeZero: false });
  const typed = readNumber(priceText, { mayBeZero: true });
  const price = typeof typed === 'number' && typed > MOST_DOLLARS ? 'bad' : typed;
  const pricePerMillion = price === 'bad' ? usualPrice : (price ?? usualPrice);
  const good = unitsPerSecond !== 'bad' && maxUnits !== 'bad' && price !== 'bad';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!good) return;
    change({ unitsPerSecond, maxUnits, pricePerMillion });
    void start();
  };
  const failed = estimate.phase === 'failed' ? estimate.error : undefined;
  return (
    <div ref={part} className={styles.formSide}>
      <form className={styles.form} onSubmit={submit}>
        <h3 className={styles.formTitle} {...TAKES_FOCUS}>
          Replay this whole table, and tell everything that is wrong
        </h3>
        <p className={styles.muted}>
          One pass over all items. The events of each stream are replayed and compared with its stored
          projection; gaps, duplicates, illegal moves and what cannot be read are found on the way. Nothing is
          written.
        </p>
        {estimate.phase === 'done' ? (
          <Taking
            estimate={estimate.value}
            options={{ pricePerMillion, ...(unitsPerSecond === 'bad' ? {} : { unitsPerSecond }) }}
          />
        ) : failed !== undefined ? (
          <ErrorPanel error={failed} steps={{ retry: reopen, reload: reopen, reconnect: reopen }} />
        ) : (
          <Skeleton label="Asking how large the table is" rows={3} />
        )}
        <div className={styles.fields}>
          <TextField
            label="At most, read units a second"
            inputMode="numeric"
            placeholder="no ceiling"
            hint="Leaves the rest of the table’s capacity to its writers."
            error={unitsPerSecond === 'bad' ? BAD : undefined}
            value={texts.unitsPerSecond}
            onChange={(event) => setTexts({ ...texts, unitsPerSecond: event.currentTarget.value })}
          />
          <TextField
            label="Stop after, read units"
            inputMode="numeric"
            placeholder="no ceiling"
            hint="It can be gone on with from there."
            error={maxUnits === 'bad' ? BAD : undefined}
            value={texts.maxUnits}
            onChange={(event) => setTexts({ ...texts, maxUnits: event.currentTarget.value })}
          />
          <TextField
            label="US dollars for a million units"
            inputMode="decimal"
            placeholder={String(usualPrice)}
            hint={`On demand in us-east-1 ${DEFAULT_PRICE_PER_MILLION}; 0 for a local engine.`}
            error={price === 'bad' ? 'A number from 0 to 1,000, or nothing.' : undefined}
            value={priceText}
            onChange={(event) => setTexts({ ...texts, price: event.currentTarget.value })}
          />
        </div>
        {error === undefined ? null : (
          <ErrorPanel compact error={error} steps={{ retry: () => void start() }} />
        )}
        <div className={styles.formActions}>
          {past > 0 ? <Button onClick={() => ask(false)}>Back</Button> : null}
          <Button look="primary" type="submit" disabled={!good || estimate.phase !== 'done'}>
            Start the audit
          </Button>
        </div>
      </form>
    </div>
  );
}

function Taking({
  estimate,
  options,
}: {
  readonly estimate: AuditEstimate;
  readonly options: Pick<AuditOptions, 'unitsPerSecond' | 'pricePerMillion'>;
}): ReactElement {
  const { items, bytes, units, layout, reducer, projectionsElsewhere } = estimate;
  const { unitsPerSecond, pricePerMillion } = options;
  const cost = costOf(units, pricePerMillion);
  return (
    <section aria-label="What it would take">
      <dl className={styles.estimate}>
        <div>
          <dt>to read</dt>
          <dd>
            {counted(items, 'item')}
            {bytes > 0 ? `, ${formatBytes(bytes)}` : ''}
          </dd>
        </div>
        <div>
          <dt>read units</dt>
          <dd>{bytes > 0 ? `about ${unitsText(units)}` : 'not told by this server'}</dd>
        </div>
        {cost === undefined ? null : (
          <div>
            <dt>cost</dt>
            <dd>{bytes > 0 ? cost : 'not known'}</dd>
          </div>
        )}
        {unitsPerSecond === undefined || units === 0 ? null : (
          <div>
            <dt>at least</dt>
            <dd>{formatDuration((units / unitsPerSecond) * 1000)}</dd>
          </div>
        )}
        <div>
          <dt>layout</dt>
          <dd>{layout}</dd>
        </div>
        <div>
          <dt>reducer</dt>
          <dd>{reducer}</dd>
        </div>
        {projectionsElsewhere.length === 0 ? null : (
          <div>
            <dt>projections from</dt>
            <dd>{projectionsElsewhere.join(', ')}</dd>
          </div>
        )}
      </dl>
      <p className={styles.note}>
        From the server’s own counts{projectionsElsewhere.length === 0 ? '' : ' of all tables that are read'},
        which on AWS may be six hours old. A scan reads eventually consistent: half a unit for 4 KB.
      </p>
    </section>
  );
}
