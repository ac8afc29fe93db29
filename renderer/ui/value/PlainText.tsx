import { useMemo, useState, type ReactElement } from 'react';
import { counted } from '../numbers.ts';
import styles from './PlainText.module.css';
import { cutText, visibleParts } from './visibleText.ts';

/**
 * Text of unknown origin: isolated from the direction of its surroundings, control characters drawn by name,
 * and cut at `limit` until the reader asks for all of it.
 */
export function PlainText({
  text,
  limit = 500,
  closed = false,
}: {
  readonly text: string;
  /** Characters shown at first. */
  readonly limit?: number;
  /** Cut for good: for text inside a row or a button, where another button has no place. */
  readonly closed?: boolean;
}): ReactElement {
  const [whole, setWhole] = useState(false);
  const shown = whole ? text : cutText(text, limit);
  const parts = useMemo(() => visibleParts(shown), [shown]);
  return (
    <>
      <bdi>
        {parts.map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <span key={index} className={styles.control} title={part.code}>
              {part.name}
            </span>
          ),
        )}
      </bdi>
      {closed && shown.length < text.length ? '…' : null}
      {!closed && shown.length < text.length ? (
        <button
          type="button"
          className={styles.more}
          onClick={(event) => {
            event.stopPropagation();
            setWhole(true);
          }}
        >
          … show all {counted(text.length, 'character')}
        </button>
      ) : null}
    </>
  );
}
