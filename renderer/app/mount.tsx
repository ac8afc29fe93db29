import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { AppClient } from '#shared/contract/index.ts';
import type { Place } from '#shared/model/place.ts';
import { createActionRegistry } from '../ui/actions/actionRegistry.ts';
import { keepFocus } from '../ui/focus/keepFocus.ts';
import { createSystemClock } from '../ui/time/clock.ts';
import { App } from './App.tsx';
import type { HostLine } from './hostLine.ts';
import { Providers } from './Providers.tsx';
import { browserAddress } from './router.ts';
import { createStores } from './stores.ts';
import type { WindowDeps } from './windowDeps.ts';
import { wire } from './wiring.ts';

/** Builds the window's stores over `client` and puts the window into `element`. */
export function mountWindow(
  element: HTMLElement,
  {
    client,
    line,
    link,
    host,
  }: {
    readonly client: AppClient;
    readonly line: HostLine;
    readonly link: (place: Place) => string;
    readonly host: WindowDeps['host'];
  },
): void {
  const clock = createSystemClock();
  const stores = createStores({ client, clock, bar: browserAddress(window) });
  wire(client, line, stores);
  keepFocus();
  createRoot(element).render(
    <StrictMode>
      <Providers stores={stores} actions={createActionRegistry()} clock={clock}>
        <App deps={{ client, clock, host }} line={line} link={link} />
      </Providers>
    </StrictMode>,
  );
}
