import { useLayoutEffect, useRef, type ReactElement } from 'react';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './activity.module.css';
import { activityStore } from './store.ts';

/** Shows and hides the activity, from the top bar; gets the focus back when the panel that had it is gone. */
export function ActivityButton(): ReactElement {
  const open = activityStore.useSelector((state) => state.open);
  const toggle = activityStore.useSelector((state) => state.toggle);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(open);
  useAction('activity.toggle', toggle);
  useLayoutEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <Button
      ref={button}
      look="quiet"
      className={styles.open}
      aria-label="Activity"
      aria-pressed={open}
      title="Calls to DynamoDB as they end (g v)"
      onClick={toggle}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 8.5h3l2-5 3 9 2-4h3" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </svg>
      <span className={styles.openText}>Activity</span>
    </Button>
  );
}
