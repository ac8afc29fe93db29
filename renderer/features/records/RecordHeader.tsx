import type { ReactElement } from 'react';
import type { RecordDetail } from '#shared/contract/records.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { formatBytes } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ExpiryLine } from './ExpiryLine.tsx';
import styles from './detail.module.css';
import { recordContext } from './recordStore.ts';
import { ownerName } from './selectors.ts';
import { VersionChain } from './VersionChain.tsx';
import { isWritable } from './write.ts';

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What can be told of a record at once: which, whose, at which version, until when; and what can be done with it. */
export function RecordHeader({
  record,
  onShowOwner,
}: {
  readonly record: RecordDetail;
  readonly onShowOwner: (owner: string) => void;
}): ReactElement {
  const { key, owner, task, data, faults } = record;
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <h2 className={styles.id}>{task === '' ? '(empty task id)' : <PlainText text={task} />}</h2>
        <CopyButton text={key} label="Copy key" />
        <Actions record={record} />
      </div>
      <p className={styles.facts}>
        <span>
          owner{' '}
          <button
            type="button"
            className={styles.owner}
            title="Show only this owner’s records"
            onClick={() => onShowOwner(owner)}
          >
            <PlainText text={ownerName(owner)} limit={200} closed />
          </button>
        </span>
        {data === undefined ? null : <span>{formatBytes(bytesOf(data))} of data</span>}
      </p>
      <VersionChain record={record} />
      <ExpiryLine record={record} />
      {record.version === 0 ? (
        <p className={styles.error}>
          ▲ Version 0 stands for a record that is not there, so no write can name it. Its writer has to count
          from 1.
        </p>
      ) : null}
      {faults.version === undefined ? null : (
        <p className={styles.error}>
          ▲ Its version cannot be read: {faults.version}. Without one, nothing can be written under a
          condition.
        </p>
      )}
    </header>
  );
}

function Actions({ record }: { readonly record: RecordDetail }): ReactElement {
  const { actions } = recordContext.useApi().getState();
  const reading = recordContext.useSelector((state) => state.reading);
  const writable = isWritable(record);
  return (
    <div className={styles.actions}>
      <Button disabled={!writable} onClick={() => (writable ? actions.edit(record) : undefined)}>
        Edit data…
      </Button>
      <Button disabled={!writable} onClick={() => (writable ? actions.remove(record) : undefined)}>
        Delete…
      </Button>
      <IconButton label="Read again (r)" aria-busy={reading} onClick={() => void actions.read()}>
        <Glyph of="again" />
      </IconButton>
    </div>
  );
}
