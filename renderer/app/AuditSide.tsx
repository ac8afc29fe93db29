import type { ReactElement } from 'react';
import type { TableRef } from '#shared/contract/common.ts';
import { AuditPane } from '../features/audit/AuditPane.tsx';
import { usualPrice } from '../features/audit/price.ts';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import styles from './app.module.css';
import { AUDIT_PART } from './focusPlaces.ts';
import { routerStore } from './router.ts';

/** The right pane while the audits of a table are shown. */
export function AuditSide({ connection, table }: TableRef): ReactElement {
  const go = routerStore.useSelector((state) => state.go);
  const target = connectionsStore.useSelector((state) => connectionById(state, connection)?.target);
  return (
    <section className={styles.side} aria-label="Audit" {...AUDIT_PART}>
      <h2 className={styles.sideTitle}>Audit</h2>
      <AuditPane
        usualPrice={usualPrice(target)}
        onOpenTask={(task, seq) =>
          go(seq === undefined ? { connection, table, task } : { connection, table, task, seq })
        }
      />
    </section>
  );
}
