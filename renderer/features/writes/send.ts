import type { WriteOutcome } from '#shared/contract/events.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { sequenceKey } from '../../ui/conflict/conflictWords.ts';
import { statusWords } from '../../ui/statusLook.ts';
import { draftProblems, parseData, typeOfDraft } from './draft.ts';
import type { OpenWrite } from './writeState.ts';

/** Whether a write is complete enough to be sent. */
export function canSend(open: OpenWrite): boolean {
  return open.kind === 'append'
    ? draftProblems(open.draft).size === 0
    : open.wanted !== undefined && typeof open.seen.storedStatus === 'string';
}

/** Sends a write that {@link canSend}; `again` when it was sent before and its outcome is not known. Rejects with an `AppError`. */
export async function send(
  client: Pick<AppClient, 'events'>,
  open: OpenWrite,
  signal: AbortSignal,
  again: boolean,
): Promise<WriteOutcome | undefined> {
  const { connection, table, task } = open.ref;
  const { writeId, seen } = open;
  if (open.kind === 'status') {
    const { wanted } = open;
    const expected = seen.storedStatus;
    if (wanted === undefined || typeof expected !== 'string') return undefined;
    const input = { connection, table, task, expected, wanted, seenSeq: seen.lastSeq, writeId, again };
    return client.events.changeStatus(input, { signal });
  }
  const { draft } = open;
  const parsed = parseData(draft.dataText);
  if (!parsed.ok) return undefined;
  const actor = draft.actor.trim();
  return client.events.append(
    {
      connection,
      table,
      task,
      expectedSeq: seen.nextSeq,
      event: {
        type: typeOfDraft(draft),
        ...(Object.keys(parsed.data).length === 0 ? {} : { data: parsed.data }),
        ...(actor === '' ? {} : { actor }),
      },
      project: draft.project,
      ...(draft.project && seen.storedStatus !== undefined ? { seenStatus: seen.storedStatus } : {}),
      writeId,
    },
    { signal },
  );
}

/** What a write that was done is told as. */
export function writtenWords(open: OpenWrite): string {
  if (open.kind === 'status') return `Stored status set to ${statusWords(open.wanted)}`;
  const written = `${sequenceKey(open.seen.nextSeq)} written`;
  return open.draft.project ? `${written}, projection moved with it` : written;
}
