import { useMemo, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { copyText } from '../copy.ts';
import { counted } from '../numbers.ts';
import { PlainText } from './PlainText.tsx';
import { rawText, tokens } from './rawLines.ts';
import styles from './RawJson.module.css';

/** Lines shown at first, and added with each "show more". */
const LINES = 1000;

/** An item in DynamoDB JSON exactly as stored, numbers as their digits; `c` copies all of it. */
export function RawJson({
  item,
  label,
  onCopied,
}: {
  readonly item: AttributeMap;
  readonly label: string;
  readonly onCopied?: (what: string) => void;
}): ReactElement {
  const lines = useMemo(() => rawText(item).split('\n'), [item]);
  const [limit, setLimit] = useState(LINES);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'c' || event.altKey || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    void copyText(rawText(item)).then((copied) => {
      if (copied) onCopied?.('Item');
    });
  };
  return (
    <div
      className={styles.raw}
      role="region"
      aria-label={label}
      tabIndex={0}
      data-scope="values"
      onKeyDown={onKeyDown}
    >
      <pre className={styles.code}>
        {lines.slice(0, limit).map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </pre>
      {lines.length > limit ? (
        <button type="button" className={styles.more} onClick={() => setLimit(limit + LINES)}>
          show more · {counted(lines.length - limit, 'line')} left
        </button>
      ) : null}
    </div>
  );
}

function Line({ line }: { readonly line: string }): ReactElement {
  const pieces = useMemo(() => tokens(line), [line]);
  return (
    <span className={styles.line}>
      {pieces.map((piece, index) => (
        <span key={index} className={styles[piece.kind]}>
          {piece.kind === 'text' || piece.kind === 'name' ? (
            <PlainText text={piece.text} limit={2000} />
          ) : (
            piece.text
          )}
        </span>
      ))}
      {'\n'}
    </span>
  );
}
