import type { Row } from '../row.ts';
import { DEAD_LETTER_ROWS } from './deadLetterRows.ts';
import { IDEMPOTENCY_ROWS } from './idempotencyRows.ts';
import { RECORD_ROWS } from './recordRows.ts';
import { REQUEST_ROWS } from './requestRows.ts';
import { TASK_EVENT_ROWS } from './taskEventRows.ts';
import { WORKSPACE_ROWS } from './workspaceRows.ts';

/** Every operation of every store. */
export const ROWS: readonly Row[] = [
  ...TASK_EVENT_ROWS,
  ...IDEMPOTENCY_ROWS,
  ...DEAD_LETTER_ROWS,
  ...RECORD_ROWS,
  ...REQUEST_ROWS,
  ...WORKSPACE_ROWS,
];
