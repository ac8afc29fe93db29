import type { ReactElement } from 'react';
import { counted } from '../../../ui/numbers.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { eventKey, eventNameIn } from '../eventLook.ts';
import { taskContext } from '../store.ts';
import type { Verdict } from '../selectors.ts';
import styles from './Header.module.css';

/** How serious a verdict is, for its colour. */
export function verdictTone(verdict: Verdict): 'ok' | 'warning' | 'error' | 'none' {
  switch (verdict.kind) {
    case 'agrees':
      return 'ok';
    case 'lagging':
      return 'warning';
    case 'diverged':
    case 'missing-status':
    case 'no-projection':
    case 'no-events':
      return 'error';
    case 'events-only':
    case 'not-compared':
    case 'reading':
    case 'nothing':
      return 'none';
  }
}

/** The verdict in one phrase. */
export function verdictText(verdict: Verdict, nameOf: (seq: number) => string = eventKey): string {
  switch (verdict.kind) {
    case 'reading':
      return 'no verdict before every event is read';
    case 'agrees':
      return 'projection agrees with replay';
    case 'lagging':
      return `projection lags ${counted(verdict.behind, 'event')}`;
    case 'diverged': {
      const names = verdict.fields.map(({ field }) => field);
      const more = names.length > 2 ? ` and ${names.length - 2} more` : '';
      const fields = `${names.length === 1 ? 'field' : 'fields'} ${names.slice(0, 2).join(', ')}${more}`;
      return verdict.firstSeq === undefined
        ? `diverged from every event, ${fields}`
        : `diverged at ${nameOf(verdict.firstSeq)}, ${fields}`;
    }
    case 'missing-status':
      return 'projection has no status';
    case 'no-projection':
      return 'no projection is stored';
    case 'events-only':
      return 'events only, no projection is kept';
    case 'not-compared':
      return 'projection not compared: the layout has no reducer';
    case 'no-events':
      return 'projection without events';
    case 'nothing':
      return 'nothing readable is stored under this id';
  }
}

/** Verdicts that rest on no comparison. */
const EVIDENCELESS: ReadonlySet<Verdict['kind']> = new Set<Verdict['kind']>([
  'reading',
  'nothing',
  'events-only',
]);

/** The verdict as a button to its evidence. */
export function VerdictView({
  verdict,
  onShow,
}: {
  readonly verdict: Verdict;
  readonly onShow: () => void;
}): ReactElement {
  const tone = verdictTone(verdict);
  const nameOf = eventNameIn(taskContext.useSelector((state) => state.streams));
  return (
    <button
      type="button"
      className={styles.verdict}
      data-tone={tone}
      title="Show the stored projection against the replay"
      disabled={EVIDENCELESS.has(verdict.kind)}
      onClick={onShow}
    >
      <svg width="13" height="13" viewBox="0 0 16 16" aria-hidden="true">
        {tone === 'ok' ? (
          <path d="M2.5 8.5l3.7 3.7L13.5 4.5" fill="none" stroke="currentColor" strokeWidth="2.2" />
        ) : tone === 'none' ? (
          <circle cx="8" cy="8" r="3" fill="currentColor" />
        ) : (
          <path d="M8 1.5L15.5 14.5H.5z" fill="currentColor" />
        )}
      </svg>
      <span className={styles.words}>
        <PlainText closed text={verdictText(verdict, nameOf)} limit={160} />
      </span>
    </button>
  );
}
