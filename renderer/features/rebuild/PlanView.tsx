import type { ReactElement } from 'react';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { RebuildPlan } from '#shared/model/rebuild.ts';
import { kindName } from '../../ui/findingKind.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { counted } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ValueDiff } from '../../ui/value/ValueDiff.tsx';
import styles from './rebuild.module.css';

/** What rebuilding one task would do, as a diff; or why it would do nothing. */
export function PlanView({
  plan,
  brief = false,
}: {
  readonly plan: AsyncState<RebuildPlan>;
  /** Without the conditions that hold for every one. */
  readonly brief?: boolean;
}): ReactElement | null {
  switch (plan.phase) {
    case 'idle':
    case 'cancelled':
      return null;
    case 'running':
      return <Skeleton label="Replaying every event" rows={5} />;
    case 'failed':
      return <ErrorPanel error={plan.error} steps={{}} />;
    case 'done':
      return <Plan plan={plan.value} brief={brief} />;
  }
}

function Plan({ plan, brief }: { readonly plan: RebuildPlan; readonly brief: boolean }): ReactElement {
  switch (plan.kind) {
    case 'agrees':
      return <p>The projection agrees with all {counted(plan.seq, 'event')}. There is nothing to rebuild.</p>;
    case 'impossible':
      return <p>{plan.reason}</p>;
    case 'damaged':
      return (
        <div className={styles.plan}>
          <p>
            Part of the stream is missing, doubled or cannot be read, or the reducer fails or breaks an
            invariant at it, so its replay is no better than what is stored. Nothing is written until that is
            mended.
          </p>
          <ul className={styles.damage}>
            {plan.findings.slice(0, 20).map((finding, index) => (
              <li key={index}>{kindName(finding.kind)}</li>
            ))}
          </ul>
        </div>
      );
    case 'rewrite':
      return (
        <div className={styles.plan}>
          <p>
            {plan.before === null
              ? `A projection is made from all ${counted(plan.seq, 'event')}.`
              : `The stored projection becomes what its events say up to event ${String(plan.seq)}.`}
            {brief
              ? ''
              : ' Written only if it is still as it is now and no event has come since. What is replaced is kept in the journal and can be put back.'}
          </p>
          <div className={styles.diff}>
            <ValueDiff from={plan.before ?? EMPTY_MAP} to={plan.after} changes={plan.changes} />
          </div>
        </div>
      );
  }
}
