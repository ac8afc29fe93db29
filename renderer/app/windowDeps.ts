import type { AppClient } from '#shared/contract/index.ts';
import type { Clock } from '../ui/time/clock.ts';

/** What lasts as long as the window. */
export interface WindowDeps {
  readonly client: AppClient;
  readonly clock: Clock;
  /** Where the window lies: on the desktop files are named in the system's own dialogs. */
  readonly host: 'desktop' | 'web';
}
