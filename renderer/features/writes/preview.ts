import { TASK_EVENT_TYPES } from '#shared/model/taskEvent.ts';
import { eventShapeOf, moveOf, movesFrom } from '#shared/model/taskRules.ts';
import { TASK_STATUSES, type TaskStatus } from '#shared/model/taskStatus.ts';
import { statusWords } from '../../ui/statusLook.ts';
import { typeOfDraft } from './draft.ts';
import type { Seen } from './seen.ts';
import type { OpenAppend, OpenStatus } from './writeState.ts';

/** What appending a draft would do to the replayed status, and a warning when the rules do not allow it. */
export interface MovePreview {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly warning: string | undefined;
  /** Something worth knowing that is no warning. */
  readonly note: string | undefined;
}

/** Why the rules do not allow `type` after `from`: a step of work at rest, a status twice, or a way there is none. */
function illegalText(type: string, from: string | undefined, to: string | undefined): string {
  if (eventShapeOf(type)?.leadsTo === undefined) {
    return `${type} is reported only while running. It can be appended; the audit will call it an illegal transition.`;
  }
  if (to === from) {
    const status = statusWords(from);
    return `The task is already ${status}. ${type} can be appended; the audit will call ${status} → ${status} an illegal transition.`;
  }
  return `A task does not go from ${statusWords(from)} to ${statusWords(to)}. It can be appended; the audit will call it an illegal transition.`;
}

/** What the open append would do. */
export function previewOf({ seen, draft }: OpenAppend): MovePreview {
  const type = typeOfDraft(draft);
  const from = seen.replayedStatus;
  const { to, legal } = moveOf(type, from);
  const known = eventShapeOf(type) !== undefined;
  const warning = legal ? undefined : illegalText(type, from, to);
  const note =
    type !== '' && !known
      ? `${type} is not a type that the built-in replay knows: it changes nothing but the last sequence.`
      : undefined;
  return { from, to, warning, note };
}

/** The choices of event types: legal moves first, then the rest with the reason, then a type of one's own. */
export function typeChoices(seen: Seen): readonly { readonly value: string; readonly label: string }[] {
  const choices = TASK_EVENT_TYPES.map((type) => {
    const { to, legal } = moveOf(type, seen.replayedStatus);
    const leads = eventShapeOf(type)?.leadsTo === undefined ? 'status stays' : `→ ${statusWords(to)}`;
    return { value: type, legal, label: `${type}  ${leads}${legal ? '' : ' (not legal now)'}` };
  });
  return [
    ...choices.filter(({ legal }) => legal),
    ...choices.filter(({ legal }) => !legal),
    { value: '', label: 'Another type…' },
  ].map(({ value, label }) => ({ value, label }));
}

/** Statuses that the stored one can be set to: legal moves, and the others. */
export function statusChoices(stored: string): {
  readonly legal: readonly TaskStatus[];
  readonly others: readonly TaskStatus[];
} {
  const legal = movesFrom(stored);
  return {
    legal,
    others: TASK_STATUSES.filter((status) => status !== stored && !legal.includes(status)),
  };
}

/** What a change of the stored status writes, and what it leaves. */
export const STATUS_ONLY =
  'Of the projection only status changes, and updated_at and write_id with it: every other field stays as it is, and no event is appended.';

/** How the stored status would stand to the replay. */
export function statusConsequence({ seen, wanted }: Pick<OpenStatus, 'seen' | 'wanted'>): string {
  const replayed = `The replay of its events says ${statusWords(seen.replayedStatus)}`;
  if (wanted === undefined) return `${replayed}.`;
  return wanted === seen.replayedStatus
    ? `${replayed} too: stored and replayed status will agree.`
    : `${replayed}: the task will show as drifting.`;
}
