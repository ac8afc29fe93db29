import { useState, type ReactElement } from 'react';
import type { ActionGroup } from '../ui/actions/actionTable.ts';
import { useAction, useActions } from '../ui/actions/useAction.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import styles from './app.module.css';
import { helpRows } from './helpRows.ts';
import { platformKeyLabel } from './platform.ts';

const GROUPS: readonly ActionGroup[] = [
  'Everywhere',
  'Tasks',
  'Events of a task',
  'Looking and playing',
  'Writing',
];

const IN_LISTS: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Move in a list'],
  ['Home End', 'First and last row'],
  ['PgUp PgDn', 'A page up or down'],
  ['Space', 'Mark the row, where rows can be marked'],
  ['Esc', 'Empty the filter, close a dialog'],
  ['b', 'In a state: the event that last changed the field'],
];

/** All keys, from the same table that drives them, and which of them do nothing where the reader is. */
export function HelpDialog(): ReactElement {
  const [open, setOpen] = useState(false);
  const actions = useActions();
  useAction('help', () => setOpen(true));
  return (
    <Dialog open={open} title="Keys" size="wide" onClose={() => setOpen(false)}>
      {/* Focusable, so that keys scroll it where it does not fit. */}
      <div className={styles.keys} role="group" aria-label="All keys" tabIndex={0}>
        {GROUPS.map((group) => {
          const rows = helpRows(group, actions.has);
          return rows.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <dl className={styles.keyList}>
                {rows.map(({ id, keys, words }) => (
                  <div key={id} className={styles.keyRow}>
                    <dt>
                      {keys.map((each) => (
                        <KeyHint key={each} keys={platformKeyLabel(each)} />
                      ))}
                    </dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3>In lists</h3>
          <dl className={styles.keyList}>
            {IN_LISTS.map(([keys, label]) => (
              <div key={keys} className={styles.keyRow}>
                <dt>
                  <KeyHint keys={keys} />
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
