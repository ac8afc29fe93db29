import type { ReactElement } from 'react';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import styles from './EventList.module.css';
import type { Insert } from './listModel.ts';

/** What a screen reader hears of an insert. */
export function insertLabel(insert: Insert): string {
  return insert.kind === 'gap'
    ? gapText(insert)
    : `${insert.entry.key} cannot be read: ${insert.entry.reason}`;
}

function gapText({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `sequence ${from} missing` : `sequences ${from}–${to} missing`;
}

/** A gap in the sequence, or an entry that is no event, between the events. */
export function InsertRow({ insert }: { readonly insert: Insert }): ReactElement {
  return insert.kind === 'gap' ? (
    <div className={styles.gap}>
      <span className={styles.insertWords}>▲ {gapText(insert)}</span>
    </div>
  ) : (
    <div className={styles.unreadable} title={insert.entry.reason}>
      <span className={styles.seq}>{insert.entry.seq ?? '?'}</span>
      <span className={styles.found} aria-hidden="true">
        ▲
      </span>
      <span className={styles.what}>
        <span className={styles.type}>
          <PlainText closed text={insert.entry.key} limit={60} />
        </span>{' '}
        <span className={styles.gist}>
          cannot be read: <PlainText closed text={insert.entry.reason} limit={200} />
        </span>
      </span>
    </div>
  );
}
