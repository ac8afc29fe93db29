import { parseTaskStatus, TASK_STATUSES, type TaskStatus } from '#shared/model/taskStatus.ts';

/** A status as it is drawn: one that we know, or `unknown` for any other text. */
export type StatusLook = TaskStatus | 'unknown';

/** Every look, in the order in which legends and filters show them. */
export const STATUS_LOOKS: readonly StatusLook[] = [...TASK_STATUSES, 'unknown'];

/** How the stored text `status` is drawn. */
export function statusLook(status: string | undefined): StatusLook {
  return parseTaskStatus(status) ?? 'unknown';
}

/** The words for a stored status: known ones in plain English, others as they stand, an absent one as `no status`. */
export function statusWords(status: string | undefined): string {
  if (status === undefined) return 'no status';
  return status === 'dead_lettered' ? 'dead-lettered' : status;
}

/** The custom property of a look's colour: `text` for glyphs and words, `soft` for grounds, `fill` for bars. */
export function statusColor(look: StatusLook, tone: 'text' | 'soft' | 'fill'): string {
  return `var(--status-${look}${tone === 'text' ? '' : `-${tone}`})`;
}
