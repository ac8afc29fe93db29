import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';

/** What the wizard asks of the window around it. */
export interface LayoutWizardProps {
  readonly table: TableRef;
  /** The desktop's own dialogs for files; undefined in a browser, which has its own. */
  readonly dialogs: AppClient['files'] | undefined;
  readonly onNotice: (text: string) => void;
  /** Reads the table by the layout of this name from now on, and shows it. */
  readonly onUse: (name: string) => void;
  readonly onReconnect: () => void;
}
