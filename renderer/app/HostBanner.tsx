import { useSyncExternalStore, type ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import styles from './app.module.css';
import type { HostLine } from './hostLine.ts';

/** Across the window while its line to the host is lost. */
export function HostBanner({ line }: { readonly line: HostLine }): ReactElement | null {
  const state = useSyncExternalStore(line.subscribe, line.state);
  const refusal = useSyncExternalStore(line.refusal.subscribe, line.refusal.get);
  if (state === 'open') return null;
  return (
    <div className={styles.lost} role="alert">
      <p>
        <strong>The window lost its host.</strong> {refusal ?? 'It is tried again by itself.'} What is on
        screen was read before and may be out of date; nothing is being written.
      </p>
      <Button look="primary" onClick={line.retry}>
        Reconnect
      </Button>
    </div>
  );
}
