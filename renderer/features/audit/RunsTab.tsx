import { useState, type ReactElement } from 'react';
import type { AuditRun } from '#shared/model/audit.ts';
import { Button } from '../../ui/Button.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { formatDuration } from '../../ui/time/duration.ts';
import { Time } from '../../ui/time/Time.tsx';
import styles from './audit.module.css';
import { ForgetDialog } from './ForgetDialog.tsx';
import { auditStore } from './auditState.ts';
import { STATE_WORDS, throughText, unitsAndCost } from './words.ts';

/** The audits of this table, newest first: to look at, to compare the shown one with, to forget. */
export function RunsTab(): ReactElement {
  const runs = auditStore.useSelector((state) => state.runs);
  const shown = auditStore.useSelector((state) => state.run?.run);
  const all = runs.phase === 'done' ? runs.value : [];
  const [forgetting, setForgetting] = useState<AuditRun>();
  return (
    <div className={styles.runs}>
      <ol className={styles.runList} aria-label="Audits of this table" {...TAKES_FOCUS}>
        {all.map((run) => (
          <Run key={run.run} run={run} isShown={run.run === shown} onForget={() => setForgetting(run)} />
        ))}
      </ol>
      {forgetting === undefined ? null : (
        <ForgetDialog run={forgetting} onClose={() => setForgetting(undefined)} />
      )}
    </div>
  );
}

function Run({
  run,
  isShown,
  onForget,
}: {
  readonly run: AuditRun;
  readonly isShown: boolean;
  readonly onForget: () => void;
}): ReactElement {
  const word = useEntryWord();
  const { choose, compareWith } = auditStore.useApi().getState();
  const live = run.state === 'running' || run.state === 'paused';
  return (
    <li className={styles.run} aria-current={isShown ? 'true' : undefined}>
      <div className={styles.runWords}>
        <div className={styles.runLine}>
          <strong>
            <Time at={run.startedAt} style="absolute" />
          </strong>
          <span className={styles.state} data-state={run.state}>
            {STATE_WORDS[run.state]}
          </span>
          <FindingBadge errors={run.findings.error} warnings={0} />
          <FindingBadge errors={0} warnings={run.findings.warning + run.findings.info} />
        </div>
        <div className={styles.note}>
          {throughText(run, word)} · {formatDuration(run.seconds * 1000)} · {unitsAndCost(run, 'unit')}
        </div>
      </div>
      <div className={styles.actions}>
        {isShown ? (
          <span className={styles.muted}>shown</span>
        ) : (
          <>
            <Button onClick={() => choose(run)}>Show</Button>
            <Button onClick={() => void compareWith(run.run)}>Compare</Button>
          </>
        )}
        {live ? null : (
          <Button look="quiet" onClick={onForget}>
            Forget…
          </Button>
        )}
      </div>
    </li>
  );
}
