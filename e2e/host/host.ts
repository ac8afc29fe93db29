import type { Page } from '@playwright/test';

/** A running program under test, desktop or web. */
export interface Host {
  readonly kind: 'desktop' | 'web';
  readonly dataFolder: string;
  /** The first window. */
  readonly page: Page;
  /** Opens a second window on the same host. */
  newWindow(): Promise<Page>;
  /** Ends the program as its user would, and waits until it is gone. */
  close(): Promise<void>;
}
