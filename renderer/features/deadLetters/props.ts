import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';

/** What the dead letters of a table are shown with. */
export interface DeadLettersProps {
  readonly client: Pick<AppClient, 'deadLetters'>;
  readonly tableRef: TableRef;
  /** Shows a task, at an event where one is named. */
  readonly onOpenTask: (task: string, seq?: number) => void;
  /** One short sentence for the reader, such as what was written. */
  readonly onNotice: (text: string) => void;
  /** Tries the connection again. */
  readonly onReconnect: () => void;
}
