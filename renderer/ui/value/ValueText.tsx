import type { ReactElement } from 'react';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { typeOf } from '#shared/model/attributeValue.ts';
import { cx } from '../cx.ts';
import { PlainText } from './PlainText.tsx';
import { isBranch } from './flatten.ts';
import styles from './ValueText.module.css';
import { leafText, summaryText, TYPE_NAMES } from './valueText.ts';

/** One value on one line: scalars exactly as stored, others by what they hold. Its type shows on hover. */
export function ValueText({
  value,
  struck = false,
  limit,
}: {
  readonly value: AttributeValue;
  /** A value that is gone. */
  readonly struck?: boolean;
  readonly limit?: number;
}): ReactElement {
  const type = typeOf(value);
  const summary = isBranch(value) || 'M' in value || 'L' in value;
  const className = cx(styles.value, styles[type], summary && styles.summary, struck && styles.struck);
  const content = summary ? (
    summaryText(value)
  ) : 'S' in value && value.S === '' ? (
    <span className={styles.summary}>empty text</span>
  ) : (
    <>
      <PlainText text={leafText(value)} {...(limit === undefined ? {} : { limit })} />
      {'B' in value ? <span className={styles.summary}> {summaryText(value)}</span> : null}
    </>
  );
  const title = `${TYPE_NAMES[type]} (${type})`;
  return struck ? (
    <del className={className} title={title}>
      {content}
    </del>
  ) : (
    <span className={className} title={title}>
      {content}
    </span>
  );
}
