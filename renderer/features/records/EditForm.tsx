import type { ReactElement } from 'react';
import type { RecordComparison } from '#shared/contract/records.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueDiff } from '../../ui/value/ValueDiff.tsx';
import styles from './detail.module.css';
import { expiryWords } from './expiry.ts';
import { formatJson } from './format.ts';
import type { OpenEdit } from './recordState.ts';
import { useNow } from './useNow.ts';

/** The form of changed data: the text, and what would change by it, before anything is written. */
export function EditForm({
  open,
  onEnter,
}: {
  readonly open: OpenEdit;
  readonly onEnter: (text: string) => void;
}): ReactElement {
  const { seen, text, comparison, movedFrom } = open;
  const { version } = seen;
  return (
    <div className={styles.form}>
      <p>
        Writes version {version + 1} of <IdText id={seen.key} strong />, on the condition that it is still at
        version {version}.
      </p>
      {movedFrom === undefined ? null : (
        <p className={styles.moved} role="status">
          {movedFrom === version
            ? `Read again: it is still at version ${version}.`
            : `Read again: it is at version ${version} now, not ${movedFrom}. What you entered is compared with that.`}
        </p>
      )}
      <TextArea
        label="Data (JSON)"
        rows={12}
        value={text}
        error={
          comparison?.state === 'corrupt'
            ? `Not JSON yet. Line ${comparison.line}, column ${comparison.column}: ${comparison.reason}.`
            : undefined
        }
        onChange={(event) => onEnter(event.currentTarget.value)}
      />
      <div>
        <Button
          look="quiet"
          disabled={comparison?.state !== 'json' || formatJson(text) === text}
          onClick={() => onEnter(formatJson(text))}
        >
          Spread over lines
        </Button>
      </div>
      <section className={styles.preview} aria-label="What would change">
        <h3>What would change</h3>
        {comparison === undefined ? (
          <p className={styles.muted}>Comparing…</p>
        ) : comparison.state === 'corrupt' ? (
          <p className={styles.muted}>Nothing can be compared until the text is JSON.</p>
        ) : (
          <Changes open={open} comparison={comparison} />
        )}
      </section>
    </div>
  );
}

function Changes({
  open: { seen, text },
  comparison,
}: {
  readonly open: OpenEdit;
  readonly comparison: Extract<RecordComparison, { readonly state: 'json' }>;
}): ReactElement {
  const { from, to, changes, repeated, expiresAt } = comparison;
  return (
    <>
      {seen.content.state === 'json' ? null : (
        <p className={styles.warning}>
          ▲ What is stored is no JSON, so all of the new data is shown as added.
        </p>
      )}
      {repeated.length === 0 ? null : (
        <p className={styles.warning}>
          ▲ <PlainText text={repeated.map((name) => `“${name}”`).join(', ')} limit={200} /> stands twice in
          one object; the last value counts.
        </p>
      )}
      <ValueDiff
        from={from}
        to={to}
        changes={changes}
        same={
          text === seen.data
            ? 'Nothing yet: the text is the one that is stored.'
            : 'Only how it is written: the values are the same.'
        }
      />
      {expiresAt === seen.expiresAt ? null : <ExpiryChange from={seen.expiresAt} to={expiresAt} />}
    </>
  );
}

function ExpiryChange({
  from,
  to,
}: {
  readonly from: number | undefined;
  readonly to: number | undefined;
}): ReactElement {
  const time = useTime();
  const words = useNow((now) => expiryWords(to, now).replace(', and is still here', ''));
  const exact = (seconds: number | undefined): string =>
    seconds === undefined ? 'never' : `${time.format(seconds * 1000)} ${time.zone}`;
  return (
    <p>
      Expiry: <del>{exact(from)}</del> → <strong>{exact(to)}</strong>
      {to === undefined ? '' : ` (${words.toLowerCase()})`}
    </p>
  );
}
