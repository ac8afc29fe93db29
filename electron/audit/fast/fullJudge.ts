import type { TaskItem } from '#shared/model/taskItem.ts';
import { decodeItem } from '../../pages/decodeItem.ts';
import type { AuditFinding } from '../auditPass.ts';
import type { ItemOrigins } from '../itemOrigins.ts';
import { judgeStream, type Judge } from '../judgeStream.ts';
import type { Items } from './keptItems.ts';

/** What came of some streams. */
export interface Outcome {
  readonly findings: readonly AuditFinding[];
  readonly tasks: number;
  readonly events: number;
}

/** Judges all streams that items belong to, as far as `isWanted` asks for them, with full fidelity. */
export function judgeItems(
  items: Items,
  readItem: ItemOrigins['read'],
  judge: Judge,
  isWanted: (task: string) => boolean = () => true,
): Outcome {
  const streams = new Map<string, TaskItem[]>();
  items.each((bytes, from, to, origin) => {
    const item = decodeItem(bytes, from, to);
    if (item === undefined) return;
    for (const found of readItem(item, origin)) {
      if (found.kind === 'bystander' || !isWanted(found.taskId)) continue;
      const known = streams.get(found.taskId);
      if (known === undefined) streams.set(found.taskId, [found]);
      else known.push(found);
    }
  });
  const findings: AuditFinding[] = [];
  let events = 0;
  for (const [task, found] of streams) {
    const judged = judgeStream(task, found, judge);
    events += judged.events;
    for (const finding of judged.findings) findings.push(finding);
  }
  return { findings, tasks: streams.size, events };
}
