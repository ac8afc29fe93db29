import type { RebuildPlan } from '#shared/model/rebuild.ts';
import { MOST_FIELDS, type PlannedTask } from '#shared/model/rebuildPlanning.ts';

type Rewrite = Extract<RebuildPlan, { kind: 'rewrite' }>;

/** How the projection stands to its replay. Where only times differ nothing drifts, and something is written all the same. */
const classOf = ({ before, drift }: Rewrite): Extract<PlannedTask, { kind: 'rewrite' }>['class'] =>
  before === null ? 'absent' : (drift?.class ?? 'lagging');

/** A plan in short: everything but the documents, which are asked for one by one. */
export function plannedTask(plan: RebuildPlan): PlannedTask {
  switch (plan.kind) {
    case 'rewrite': {
      const kind = classOf(plan);
      const all = [...new Set(plan.changes.map(({ path: [field] }) => String(field)))].sort();
      // A projection that is made anew gets whatever its events set: the fields tell nothing of the cause.
      const cause = JSON.stringify(kind === 'absent' ? [kind] : [kind, ...all]);
      return {
        kind: 'rewrite',
        class: kind,
        fields: all.slice(0, MOST_FIELDS),
        fieldCount: all.length,
        cause,
      };
    }
    case 'agrees':
    case 'damaged':
      return { kind: plan.kind };
    case 'impossible':
      return { kind: 'impossible', reason: plan.reason };
  }
}
