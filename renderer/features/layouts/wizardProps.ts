import type { TableRef } from '#shared/contract/common.ts';

/** What the wizard asks of the window around it. */
export interface LayoutWizardProps {
  readonly table: TableRef;
  /** Whether the host can hand a file to the browser. */
  readonly downloads: boolean;
  readonly onNotice: (text: string) => void;
  /** Reads the table by the layout of this name from now on, and shows it. */
  readonly onUse: (name: string) => void;
  readonly onReconnect: () => void;
}
