import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors/appError.ts';
import { IRREGULAR } from '../../pages/skip.ts';
import { walkAnswer, walkList } from '../../pages/walkAnswer.ts';
import { createTaskStream } from '../../replay/taskStream.ts';
import type { AuditDelta, AuditFinding, AuditPass, AuditSetup, OpenAuditPass } from '../auditPass.ts';
import { itemOrigins } from '../itemOrigins.ts';
import type { PassParts } from '../passParts.ts';
import { apartShapeOf } from './apartShape.ts';
import { fastCheckpointSchema, filesNamedIn, type FastCheckpoint } from './fastCheckpoint.ts';
import { createGroupedStreams, pushAll, type GroupedStreams } from './groupedStreams.ts';
import { createItemReader } from './itemReader.ts';
import { eachLineItem } from './lineItems.ts';
import { createOrderedStreams, keyHashOf, type OrderedLimits } from './orderedStreams.ts';
import { PARTITION_SLOT, passRulesOf } from './passRules.ts';
import { createPageUses, type FreePage } from './pageUses.ts';
import { createPartitions } from './partition.ts';
import { createSpillFiles } from './spillFiles.ts';
import { restoreStreams, streamState } from './streamState.ts';
import { cameBack, createToldPartitions } from './toldPartitions.ts';

const MB = 1 << 20;

const unreadablePage = (): AppError =>
  new AppError('AnswerUnreadable', {
    message: 'The server sent a page that is not one of DynamoDB items.',
    nextStep: 'Check that the address is that of a DynamoDB endpoint, then start the audit again.',
  });

const unreadableCheckpoint = (cause: unknown): AppError =>
  new AppError('CorruptFile', {
    message: 'What was kept of this audit is damaged: it cannot go on. What it had found is still there.',
    nextStep: 'Start a new audit. Nothing in the table was changed.',
    cause,
  });

/** Even where little memory is to be taken, a page or two are held. */
const limitsFor = (budget: number): OrderedLimits => ({
  window: Math.max(MB / 4, Math.min(4 * MB, budget / 8)),
  pages: Math.max(16 * MB, Math.min(64 * MB, budget / 2)),
  partition: Math.max(MB, Math.min(8 * MB, budget / 4)),
});

/** Starts a pass in this thread; everything is done when a call returns. */
function startPass(
  { compile, reducerOf }: PassParts,
  setup: AuditSetup,
  before: FastCheckpoint | undefined,
  free: FreePage,
) {
  const { memoryBudget } = setup;
  const layout = compile(setup.layout);
  const reducer = reducerOf(setup.reducer);
  const judge = { reducer, rules: layout.rules, scratch: createTaskStream(reducer, layout.rules) };
  const origins = itemOrigins(layout);
  const apart = apartShapeOf(setup.layout, origins);
  const rules = passRulesOf(apart === undefined ? layout : compile(apart.file), setup.reducer, judge);
  const folder = before?.folder ?? join(setup.spillFolder, randomUUID());
  const namesIn = (checkpoint: FastCheckpoint): readonly string[] =>
    filesNamedIn(checkpoint).map(({ file }) => file);
  const files = createSpillFiles(folder, before === undefined ? [] : namesIn(before));
  // 12 to 24 bytes each in memory, 12 for a budget of 64 or 128 MB.
  const told = createToldPartitions(files, Math.max(1024, Math.floor(memoryBudget / 192)), before);
  const uses = createPageUses(free);
  const partitions = createPartitions(files, uses);
  const ordered = createOrderedStreams(rules, partitions, limitsFor(memoryBudget), told);
  const reader = createItemReader(rules.projection, PARTITION_SLOT);
  const group = (from?: FastCheckpoint['grouped']): GroupedStreams =>
    createGroupedStreams(
      rules,
      origins,
      files,
      {
        waiting: Math.min(32 * MB, memoryBudget / 2),
        bucket: Math.max(MB, Math.min(16 * MB, memoryBudget / 4)),
      },
      from,
    );
  let grouped = before?.grouped === undefined ? undefined : group(before.grouped);
  if (origins.split || !rules.together) grouped ??= group();
  let items = before?.items ?? 0;
  let tasks = 0;
  let events = 0;

  /** From here on items may come in any order; what has been told stays so. */
  const beginGrouping = (): GroupedStreams => {
    // Whether what comes now was told before can be said no more of each item.
    if (!told.isHeld) throw cameBack();
    const into = group();
    ordered.surrender((bytes, from) => {
      reader.read(bytes, from);
      into.add(reader, 0);
    });
    return into;
  };

  const takeGrouped = (into: GroupedStreams, origin: number): void => {
    if (!told.isEmpty && told.has(keyHashOf(reader))) throw cameBack();
    if (apart === undefined || rules.shape === undefined || apart.counts(reader, origin))
      into.add(reader, origin);
  };

  /** Takes the item at `at` of a page; the position behind it. */
  const takeItem = (segment: number, origin: number, bytes: Uint8Array, at: number): number => {
    const end = reader.read(bytes, at);
    if (end === IRREGULAR) return IRREGULAR;
    items += 1;
    if (grouped !== undefined) takeGrouped(grouped, origin);
    else if (!ordered.add(segment, reader)) {
      grouped = beginGrouping();
      reader.read(bytes, at);
      takeGrouped(grouped, origin);
    }
    return end;
  };

  const totals = (findings: readonly AuditFinding[]): AuditDelta => {
    const sofar = ordered.totals();
    return { findings, tasks: tasks + sofar.tasks, events: events + sofar.events, items };
  };

  const delta = (): AuditDelta => totals(ordered.drain());

  if (before !== undefined) {
    try {
      restoreStreams(before, ordered, reader, partitions);
    } catch (error) {
      reducer.close?.();
      throw unreadableCheckpoint(error);
    }
  }

  let isKept = before !== undefined;
  let hasEnded = false;
  const clear = (): void => {
    reducer.close?.();
    if (!isKept) {
      ordered.clear();
      grouped?.clear();
      rmSync(folder, { recursive: true, force: true });
    }
  };

  return {
    addPage(segment: number, page: Uint8Array, table?: string, last = false): AuditDelta {
      const origin = origins.of(table);
      uses.hold(page);
      let lists = 0;
      const isPage = walkAnswer(page, {
        items: (at) => {
          lists += 1;
          return walkList(page, at, (from) => takeItem(segment, origin, page, from));
        },
        member: () => undefined,
      });
      if (!isPage || lists !== 1) throw unreadablePage();
      if (last) ordered.endSegment(segment);
      uses.release(page);
      return delta();
    },
    addLines(_segment: number, lines: Uint8Array, table?: string): AuditDelta {
      const origin = origins.of(table);
      grouped ??= beginGrouping();
      const into = grouped;
      uses.hold(lines);
      eachLineItem(lines, setup.layout.key.partition.name, reader, () => {
        items += 1;
        takeGrouped(into, origin);
      });
      uses.release(lines);
      return delta();
    },
    endSegment(segment: number): AuditDelta {
      ordered.endSegment(segment);
      return delta();
    },
    end(): AuditDelta {
      ordered.end();
      const findings = [...ordered.drain()];
      grouped?.end((outcome) => {
        tasks += outcome.tasks;
        events += outcome.events;
        pushAll(findings, outcome.findings);
      });
      grouped = undefined;
      isKept = false;
      hasEnded = true;
      return totals(findings);
    },
    checkpoint(): string {
      if (hasEnded)
        throw new AppError('Internal', { message: 'Behind the end of an audit nothing goes on.' });
      isKept = true;
      const state: FastCheckpoint = {
        version: 2,
        items,
        ...streamState(ordered, partitions),
        ...told.state(),
        ...(grouped === undefined ? {} : { grouped: [...grouped.positions()] }),
        folder,
      };
      files.named(namesIn(state));
      return JSON.stringify(state);
    },
    close: clear,
  };
}

/** A pass whose calls are done when they return. */
export type DirectPass = ReturnType<typeof startPass>;

/**
 * Starts a pass in this thread, from the beginning or from a checkpoint; `free`: given the bytes that are read no more,
 * where they were handed over for good.
 * @throws AppError `CorruptFile` for a checkpoint that is none or damaged, or whose files are gone
 */
export function startFastPass(
  parts: PassParts,
  setup: AuditSetup,
  from?: string,
  free: FreePage = () => undefined,
): DirectPass {
  if (from === undefined) return startPass(parts, setup, undefined, free);
  let before: FastCheckpoint;
  try {
    before = fastCheckpointSchema.parse(JSON.parse(from));
    for (const { file, length } of filesNamedIn(before)) {
      if (statSync(file).size < length) throw new Error(`${file} has less than it had.`);
    }
  } catch (error) {
    throw unreadableCheckpoint(error);
  }
  return startPass(parts, setup, before, free);
}

const promised = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/**
 * The pass that reads pages as bytes, in this thread; a worker runs it beside another one. `free`: as
 * {@link startFastPass} takes it.
 */
export const fastPass =
  (parts: PassParts, free?: FreePage): OpenAuditPass =>
  (setup, from) =>
    promised((): AuditPass => {
      const pass = startFastPass(parts, setup, from, free);
      return {
        addPage: (segment, page, table, last) => promised(() => pass.addPage(segment, page, table, last)),
        addLines: (segment, lines, table) => promised(() => pass.addLines(segment, lines, table)),
        endSegment: (segment) => promised(() => pass.endSegment(segment)),
        end: () => promised(() => pass.end()),
        checkpoint: () => promised(() => pass.checkpoint()),
        close: () => promised(() => pass.close()),
      };
    });
