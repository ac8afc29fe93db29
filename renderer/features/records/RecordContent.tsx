import { useMemo, useState, type ReactElement } from 'react';
import type { RecordDetail } from '#shared/contract/records.ts';
import { documentOf } from '#shared/model/jsonDocument.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { RawJson } from '../../ui/value/RawJson.tsx';
import { rawText } from '../../ui/value/rawLines.ts';
import { ValueTree } from '../../ui/value/ValueTree.tsx';
import { CorruptData } from './CorruptData.tsx';
import styles from './detail.module.css';

type Tab = 'data' | 'text' | 'item';

const TABS = [
  { value: 'data', label: 'Data' },
  { value: 'text', label: 'Text' },
  { value: 'item', label: 'Item' },
] as const;

/** A record's data as a tree, its text as it was written, and the whole item as it lies in the table. */
export function RecordContent({
  record,
  onCopied,
}: {
  readonly record: RecordDetail;
  readonly onCopied: (what: string) => void;
}): ReactElement {
  const [tab, setTab] = useState<Tab>('data');
  return (
    <div className={styles.content}>
      <Tabs
        label="Record"
        items={TABS}
        value={tab}
        onChange={setTab}
        extra={
          tab === 'item' ? (
            <CopyButton text={rawText(record.item)} label="Copy item" />
          ) : (
            <CopyButton text={record.data ?? ''} label="Copy data" />
          )
        }
      >
        {tab === 'data' ? (
          <Data record={record} onCopied={onCopied} />
        ) : tab === 'text' ? (
          <Text record={record} />
        ) : (
          <RawJson item={record.item} label="Item" onCopied={onCopied} />
        )}
      </Tabs>
    </div>
  );
}

function Data({
  record,
  onCopied,
}: {
  readonly record: RecordDetail;
  readonly onCopied: (what: string) => void;
}): ReactElement {
  const { content, data } = record;
  const document = useMemo(
    () => (content.state === 'json' ? documentOf(content.value) : undefined),
    [content],
  );
  if (content.state === 'corrupt') return <CorruptData text={data ?? ''} fault={content} />;
  if (content.state === 'absent' || document === undefined) {
    return (
      <p className={styles.none}>
        ▲ There is no data to read: {content.state === 'absent' ? content.reason : ''}.
      </p>
    );
  }
  return (
    <>
      {content.repeated.length === 0 ? null : (
        <p className={styles.warning}>
          ▲ <PlainText text={content.repeated.map((name) => `“${name}”`).join(', ')} limit={200} /> stands
          twice in one object. The last value counts, and is shown here; the text has both.
        </p>
      )}
      <ValueTree label="Data" document={document} onCopied={onCopied} />
    </>
  );
}

/** The data exactly as it was written. */
function Text({ record: { data, faults } }: { readonly record: RecordDetail }): ReactElement {
  return data === undefined ? (
    <p className={styles.none}>▲ There is no text: {faults.data}.</p>
  ) : (
    <pre className={styles.text} data-scope="values">
      <PlainText text={data} limit={20_000} />
    </pre>
  );
}
