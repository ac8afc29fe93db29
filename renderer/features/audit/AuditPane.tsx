import type { ReactElement } from 'react';
import type { AuditRun } from '#shared/model/audit.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { AuditHead } from './AuditHead.tsx';
import styles from './audit.module.css';
import { CausesTab } from './CausesTab.tsx';
import { FindingsTab } from './FindingsTab.tsx';
import type { OpenTask } from './openTask.ts';
import { RunsTab } from './RunsTab.tsx';
import { StartForm } from './StartForm.tsx';
import { auditStore, foundIn, overviewOf, type AuditTab } from './auditState.ts';

/** The audits of a table: what one would take, one under way, what one has found, and those of before. */
export function AuditPane({
  usualPrice,
  onOpenTask,
}: {
  /** US dollars for a million read units of the connection, unless the reader says otherwise. */
  readonly usualPrice: number;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const runs = auditStore.useSelector((state) => state.runs);
  const run = auditStore.useSelector((state) => state.run);
  const asking = auditStore.useSelector((state) => state.asking);
  const { reopen } = auditStore.useApi().getState();
  switch (runs.phase) {
    case 'idle':
    case 'running':
      return <Skeleton label="Reading the audits of this table" rows={6} />;
    case 'cancelled':
    case 'failed':
      return (
        <ErrorPanel
          error={runs.phase === 'failed' ? runs.error : undefined}
          steps={{ retry: reopen, reload: reopen, reconnect: reopen }}
        />
      );
    case 'done':
      return asking || run === undefined ? (
        <StartForm past={runs.value.length} usualPrice={usualPrice} />
      ) : (
        <Shown run={run} onOpenTask={onOpenTask} />
      );
  }
}

function Shown({ run, onOpenTask }: { readonly run: AuditRun; readonly onOpenTask: OpenTask }): ReactElement {
  const tab = auditStore.useSelector((state) => state.tab);
  const runs = auditStore.useSelector((state) => (state.runs.phase === 'done' ? state.runs.value.length : 0));
  const causes = auditStore.useSelector((state) => overviewOf(state)?.causesTotal);
  const { show } = auditStore.useApi().getState();
  const badge = (count: number | undefined) =>
    count === undefined ? null : <span className={styles.badge}>{formatCount(count)}</span>;
  return (
    <div className={styles.shown}>
      <AuditHead run={run} />
      <div className={styles.tabs}>
        <Tabs<AuditTab>
          label="Parts of the audit"
          items={[
            { value: 'causes', label: 'Causes', badge: badge(causes) },
            { value: 'findings', label: 'Findings', badge: badge(foundIn(run)) },
            { value: 'runs', label: 'Audits', badge: badge(runs) },
          ]}
          value={tab}
          onChange={show}
        >
          {tab === 'causes' ? (
            <CausesTab run={run} onOpenTask={onOpenTask} />
          ) : tab === 'findings' ? (
            <FindingsTab onOpenTask={onOpenTask} />
          ) : (
            <RunsTab />
          )}
        </Tabs>
      </div>
    </div>
  );
}
