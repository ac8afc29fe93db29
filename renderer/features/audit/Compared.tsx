import type { ReactElement } from 'react';
import type { AuditFilter } from '#shared/model/audit.ts';
import { AUDIT_CHANGES } from '#shared/model/auditChange.ts';
import type { AuditComparison } from '#shared/model/auditComparison.ts';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { formatCount } from '../../ui/numbers.ts';
import { parseTime } from '../../ui/time/formatTime.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import styles from './audit.module.css';
import { auditStore } from './auditState.ts';
import { ChipOff } from './ChipOff.tsx';
import { caveatWords, changeWords } from './comparisonWords.ts';

/** How the findings differ from those of another audit: why that is not certain, and a chip for each change. */
export function Compared({
  comparison,
  against,
}: {
  readonly comparison: AuditComparison;
  readonly against: NonNullable<AuditFilter['against']>;
}): ReactElement {
  const { format } = useTime();
  const { narrow, compareWith } = auditStore.useApi().getState();
  const timeOf = (at: string): string => {
    const ms = parseTime(at);
    return ms === undefined ? at : format(ms);
  };
  return (
    <>
      {comparison.caveats.map((caveat) => (
        <p key={JSON.stringify(caveat)} className={styles.caveat}>
          {caveatWords(caveat, comparison, timeOf)}
        </p>
      ))}
      <span
        className={styles.chipGroup}
        role="group"
        aria-label="Compared with another audit"
        {...TAKES_FOCUS}
      >
        {AUDIT_CHANGES.map((change) => {
          const count = comparison.counts[change];
          return count === undefined ? null : (
            <button
              key={change}
              type="button"
              className={styles.chip}
              aria-pressed={against.change === change}
              onClick={() => narrow({ against: { run: against.run, change } })}
            >
              {formatCount(count)} {changeWords(change, comparison)}
            </button>
          );
        })}
        <ChipOff label="Stop comparing" onOff={() => void compareWith(undefined)} />
      </span>
    </>
  );
}
