import { useSyncExternalStore, type ReactElement } from 'react';
import type { RequestRow } from '#shared/contract/requests.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { DECISION_WORDS, type ReadersDecision } from './decision.ts';
import { detailContext } from './detailStore.ts';
import { expiryOf } from './expiry.ts';
import { RequestChip } from './RequestChip.tsx';
import styles from './detail.module.css';

const CHOICES: readonly ReadersDecision[] = ['approved', 'denied', 'cancelled'];

/** The header that answers first: which request, its state, how long it still holds, and what can be decided. */
export function RequestHeader({ request }: { readonly request: RequestRow }): ReactElement {
  const { decide, reload } = detailContext.useApi().getState();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.id}>
          <PlainText text={request.id} />
        </h2>
        <CopyButton text={request.id} label="Copy request id" />
        <div className={styles.actions}>
          {request.status === 'pending'
            ? CHOICES.map((to) => (
                <Button key={to} onClick={() => decide(to)}>
                  {DECISION_WORDS[to].action}…
                </Button>
              ))
            : null}
          <IconButton label="Read again (r)" onClick={reload}>
            <Glyph of="again" />
          </IconButton>
        </div>
      </div>
      <div className={styles.answer}>
        <RequestChip status={request.status} />
        <Standing request={request} />
      </div>
    </header>
  );
}

/** How long the request still holds; of a pending one whose time has run out, that it is overdue. */
function Standing({ request }: { readonly request: RequestRow }): ReactElement | null {
  const { clock } = useTime();
  const { expiresAt, status } = request;
  const words = useSyncExternalStore(clock.subscribe, () => expiryOf(expiresAt, clock.now())?.words);
  const past = useSyncExternalStore(clock.subscribe, () => expiryOf(expiresAt, clock.now())?.past);
  // What was refused or given up holds nothing that could run out.
  if (words === undefined || status === 'denied' || status === 'cancelled') return null;
  return status === 'pending' && past === true ? (
    <p className={styles.overdue} role="note">
      <span aria-hidden="true">△ </span>Still pending, though it {words}. DynamoDB removes it some time after
      that.
    </p>
  ) : (
    <p className={styles.muted}>{words}</p>
  );
}
