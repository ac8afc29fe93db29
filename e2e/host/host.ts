import type { ElectronApplication, Page } from '@playwright/test';

/** What tests need of a running program, desktop or web. */
interface HostBase {
  readonly dataFolder: string;
  /** The first window. */
  readonly page: Page;
  /** Opens a second window on the same host. */
  newWindow(): Promise<Page>;
  /** What was copied last. */
  clipboard(): Promise<string>;
  /** Opens a copied link as its reader would, and gives the window that shows it. */
  openLink(link: string): Promise<Page>;
  /** Ends the program as its user would, and waits until it is gone. */
  close(): Promise<void>;
}

/** The desktop program in Electron. */
export interface DesktopHost extends HostBase {
  readonly kind: 'desktop';
  readonly app: ElectronApplication;
}

/** Web mode with Chromium. */
export interface WebHost extends HostBase {
  readonly kind: 'web';
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
}

/** A running program under test. */
export type Host = DesktopHost | WebHost;
