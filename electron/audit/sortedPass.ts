import { AppError } from '#shared/errors/appError.ts';
import { attributeOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { TaskItem } from '#shared/model/taskItem.ts';
import { createTaskStream } from '../replay/taskStream.ts';
import type { AuditDelta, AuditFinding, OpenAuditPass } from './auditPass.ts';
import { judgeStream } from './judgeStream.ts';
import type { PassParts } from './passParts.ts';
import { itemsOfLines } from './readInput.ts';
import { compareText } from '../pages/compareText.ts';

const unsorted = (before: string, after: string): AppError =>
  new AppError('InvalidInput', {
    message: `The items are not sorted by partition key: ${JSON.stringify(after)} comes after ${JSON.stringify(before)}.`,
    nextStep: 'Sort them by the UTF-8 bytes of the partition key, or leave out --sorted.',
  });

/** The text of a partition key; a number's and a binary's as DynamoDB writes it. */
const keyText = (item: AttributeMap, name: string): string => {
  const value = attributeOf(item, name);
  if (value === undefined) return '';
  return 'S' in value ? value.S : 'N' in value ? value.N : 'B' in value ? value.B : '';
};

/**
 * A pass over lines sorted by partition key, in the order of their UTF-8 bytes: every partition is judged when the next
 * one begins, so nothing but one partition is ever held. Segments are sorted each for itself.
 * @throws AppError `InvalidInput` for a layout whose streams span partitions, and where the promise is broken
 */
export const sortedPass =
  ({ compile, reducerOf }: PassParts): OpenAuditPass =>
  async (setup) => {
    const { readItem, rules, onePartition, file } = compile(setup.layout);
    if (!onePartition || file.projections.some(({ table }) => table !== undefined)) {
      throw new AppError('InvalidInput', {
        message: `Streams of the layout “${file.name}” do not lie in one partition each.`,
        nextStep: 'Leave out --sorted.',
      });
    }
    const reducer = reducerOf(setup.reducer);
    const judge = { reducer, rules, scratch: createTaskStream(reducer, rules) };
    const { name } = setup.layout.key.partition;
    const totals = { tasks: 0, events: 0, items: 0 };
    const open = new Map<number, { readonly key: string; readonly streams: Map<string, TaskItem[]> }>();

    const judgeOpen = (segment: number): readonly AuditFinding[] => {
      const partition = open.get(segment);
      open.delete(segment);
      return [...(partition?.streams ?? [])].flatMap(([task, items]) => {
        const { findings, events } = judgeStream(task, items, judge);
        totals.tasks += 1;
        totals.events += events;
        return findings;
      });
    };

    const partitionOf = (segment: number, key: string, found: AuditFinding[]) => {
      const before = open.get(segment);
      if (before?.key === key) return before;
      if (before !== undefined && compareText(before.key, key) > 0) {
        throw unsorted(before.key, key);
      }
      found.push(...judgeOpen(segment));
      const begun = { key, streams: new Map<string, TaskItem[]>() };
      open.set(segment, begun);
      return begun;
    };

    const told = (findings: readonly AuditFinding[]): Promise<AuditDelta> =>
      Promise.resolve({ findings, ...totals });

    return Promise.resolve({
      addPage: () =>
        Promise.reject(new AppError('Internal', { message: 'A scan is sorted by no key that is known.' })),
      addLines: async (segment, lines) => {
        const found: AuditFinding[] = [];
        for (const item of itemsOfLines(lines, name)) {
          totals.items += 1;
          const { streams } = partitionOf(segment, keyText(item, name), found);
          for (const part of readItem(item)) {
            if (part.kind === 'bystander') continue;
            const known = streams.get(part.taskId);
            if (known === undefined) streams.set(part.taskId, [part]);
            else known.push(part);
          }
        }
        return told(found);
      },
      endSegment: (segment) => told(judgeOpen(segment)),
      end: () => told([...open.keys()].flatMap(judgeOpen)),
      checkpoint: () =>
        Promise.reject(new AppError('Internal', { message: 'A pass over sorted lines has no checkpoints.' })),
      close: () => {
        open.clear();
        reducer.close?.();
        return Promise.resolve();
      },
    });
  };
