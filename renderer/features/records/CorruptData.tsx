import type { ReactElement } from 'react';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './detail.module.css';

/** Lines shown before and after the one at fault, and characters before and after the place in it. */
const LINES = 2;
const CHARACTERS = 60;

/** A text that should be JSON and is none: why, and where. */
export function CorruptData({
  text,
  fault: { reason, line, column },
}: {
  readonly text: string;
  readonly fault: { readonly reason: string; readonly line: number; readonly column: number };
}): ReactElement {
  const lines = text.split('\n');
  const first = Math.max(0, line - 1 - LINES);
  return (
    <div className={styles.corrupt}>
      <h3>The data is not JSON</h3>
      <p>
        Line {line}, column {column}: {reason}. The record is shown as far as it can be read; its text stands
        untouched under “Text”.
      </p>
      <ol className={styles.excerpt} start={first + 1}>
        {lines.slice(first, line + LINES).map((each, index) => (
          <li key={index} data-fault={first + index === line - 1}>
            {first + index === line - 1 ? (
              <FaultLine text={each} at={column - 1} />
            ) : (
              <PlainText text={each} limit={2 * CHARACTERS} closed />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function FaultLine({ text, at }: { readonly text: string; readonly at: number }): ReactElement {
  const from = Math.max(0, at - CHARACTERS);
  return (
    <>
      {from > 0 ? '…' : ''}
      <PlainText text={text.slice(from, at)} limit={CHARACTERS} closed />
      <mark className={styles.mark}>
        {at >= text.length ? 'end of the line' : <PlainText text={text.slice(at, at + 1)} />}
      </mark>
      <PlainText text={text.slice(at + 1, at + CHARACTERS)} limit={CHARACTERS} closed />
      {at + CHARACTERS < text.length ? '…' : ''}
    </>
  );
}
