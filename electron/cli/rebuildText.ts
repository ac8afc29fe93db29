import { attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalOptional } from '#shared/model/equality.ts';
import { objectToken, plainJsonOf, stringToken } from '#shared/model/plainJson.ts';
import type { RebuildPlan, RebuildResult } from '#shared/model/rebuild.ts';
import { createColumns } from './columns.ts';
import type { CliContext } from './context.ts';
import { cellText } from './replayText.ts';
import { visible } from './words.ts';

type Outcome = RebuildPlan['kind'] | RebuildResult['outcome'];

/** What is printed of one task. */
export interface Told {
  readonly task: string;
  readonly before: AttributeMap | null;
  readonly after: AttributeMap | null;
  readonly written: boolean;
  readonly outcome: Outcome;
  /** Why nothing was, or would be, written, where the outcome alone does not say it. */
  readonly reason?: string;
}

/** What would become of a task. */
export const ofPlan = (plan: RebuildPlan): Told => {
  const { task, kind } = plan;
  const rewrite = kind === 'rewrite' ? plan : { before: null, after: null };
  const told = { task, before: rewrite.before, after: rewrite.after, written: false, outcome: kind };
  return kind === 'impossible' ? { ...told, reason: plan.reason } : told;
};

/** What became of a task. */
export const ofResult = (task: string, result: RebuildResult): Told => {
  const { outcome } = result;
  const told = { task, before: null, after: null, written: false, outcome };
  switch (outcome) {
    case 'written':
      return { task, ...result, written: true };
    case 'impossible':
      return { ...told, reason: result.reason };
    case 'unknown':
    case 'failed':
      return { ...told, reason: result.message };
    case 'agrees':
    case 'damaged':
    case 'projectionChanged':
    case 'eventsCame':
    case 'planChanged':
      return told;
  }
};

/** One object a task, for programs. */
export const toldLine = ({ task, before, after, written, outcome, reason }: Told): string =>
  objectToken([
    ['task', stringToken(task)],
    ['before', before === null ? 'null' : plainJsonOf(before)],
    ['after', after === null ? 'null' : plainJsonOf(after)],
    ['written', String(written)],
    ['outcome', stringToken(outcome)],
    ['reason', reason === undefined ? undefined : stringToken(reason)],
  ]);

/** What became of a task, in words that follow its id; a reason follows them. */
const REBUILDING = {
  written: 'rebuilt',
  rewrite: 'would be rebuilt',
  agrees: 'agrees with its events; nothing to do',
  impossible: 'cannot be rebuilt',
  damaged:
    'is left alone: events are missing, doubled or cannot be read, or the reducer fails or breaks an invariant at them',
  projectionChanged: 'not written: somebody changed the projection meanwhile',
  eventsCame: 'not written: an event came meanwhile',
  planChanged: 'not written: it changed since it was looked at; look at its plan again',
  unknown: 'may have been written or not: the answer got lost',
  failed: 'failed',
} as const satisfies Record<Outcome, string>;

/** The same where what was replaced is put back. */
const UNDOING: Readonly<Record<Outcome, string>> = {
  ...REBUILDING,
  written: 'put back as it was before',
  agrees: 'lies as it was before; nothing to put back',
  projectionChanged: 'not put back: somebody changed the projection since',
  unknown: 'may have been put back or not: the answer got lost',
};

/** Prints what became of a task for people; of one that would be rebuilt, what would change. */
export async function printTold(
  { out, paint }: Pick<CliContext, 'out' | 'paint'>,
  { task, before, after, outcome, reason }: Told,
  undoing: boolean,
): Promise<void> {
  const words = (undoing ? UNDOING : REBUILDING)[outcome];
  await out.line(visible(`${task}  ${words}${reason === undefined ? '' : `. ${reason}`}`));
  if (outcome !== 'rewrite' || after === null) return;
  const columns = createColumns(out, paint, [
    { title: '  FIELD' },
    { title: 'STORED' },
    { title: 'REPLAYED' },
  ]);
  const stored = before ?? {};
  for (const name of new Set([...Object.keys(stored), ...Object.keys(after)])) {
    const [was, will] = [attributeOf(stored, name), attributeOf(after, name)];
    if (equalOptional(was, will)) continue;
    await columns.row([`  ${name}`, { text: cellText(was), tone: 'bad' }, cellText(will)]);
  }
  await columns.end();
}
