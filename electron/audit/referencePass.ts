import { z } from 'zod';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { createTaskStream } from '../replay/taskStream.ts';
import type { AuditDelta, AuditPass, AuditSetup, OpenAuditPass, PassCheckpoint } from './auditPass.ts';
import { itemOrigins } from './itemOrigins.ts';
import { judgeStream } from './judgeStream.ts';
import type { PassParts } from './passParts.ts';
import { itemsOfLines, itemsOfPage } from './readInput.ts';

type Kept = readonly [task: string, items: TaskItem[]];

const checkpointSchema = z.object({
  items: z.int(),
  // Our own writing, read by ourselves.
  streams: z.array(z.custom<Kept>((value) => Array.isArray(value))),
});

function startPass({ compile, reducerOf }: PassParts, setup: AuditSetup, from?: PassCheckpoint): AuditPass {
  const layout = compile(setup.layout);
  const { rules } = layout;
  const origins = itemOrigins(layout);
  const reducer = reducerOf(setup.reducer);
  const before = from === undefined ? undefined : checkpointSchema.parse(JSON.parse(from));
  const streams = new Map<string, TaskItem[]>(before?.streams);
  let items = before?.items ?? 0;
  let events = 0;
  let tasks = 0;

  const take = (item: AttributeMap, origin: number): void => {
    items += 1;
    for (const found of origins.read(item, origin)) {
      if (found.kind === 'bystander') continue;
      const known = streams.get(found.taskId);
      if (known === undefined) streams.set(found.taskId, [found]);
      else known.push(found);
    }
  };
  const told = (findings: AuditDelta['findings'] = []): Promise<AuditDelta> =>
    Promise.resolve({ findings, tasks, events, items });

  return {
    addPage: async (_segment, page, table) => {
      const origin = origins.of(table);
      for (const item of itemsOfPage(page)) take(item, origin);
      return told();
    },
    addLines: async (_segment, lines, table) => {
      const origin = origins.of(table);
      for (const item of itemsOfLines(lines, setup.layout.key.partition.name)) take(item, origin);
      return told();
    },
    endSegment: () => told(),
    end: () => {
      const judge = { reducer, rules, scratch: createTaskStream(reducer, rules) };
      const findings = [...streams].flatMap(([task, kept]) => {
        const judged = judgeStream(task, kept, judge);
        events += judged.events;
        tasks += 1;
        return judged.findings;
      });
      streams.clear();
      return told(findings);
    },
    checkpoint: () => Promise.resolve(JSON.stringify({ items, streams: [...streams] })),
    close: () => {
      streams.clear();
      reducer.close?.();
      return Promise.resolve();
    },
  };
}

/**
 * The pass that is obviously right: every item is parsed whole and kept, and every stream is folded at the end. Its
 * memory grows with the table. What a faster pass finds is measured against it.
 */
export const referencePass =
  (parts: PassParts): OpenAuditPass =>
  async (setup, from) =>
    Promise.resolve(startPass(parts, setup, from));
