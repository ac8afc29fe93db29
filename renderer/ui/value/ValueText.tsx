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
      <Leaf text={leafText(value)} limit={limit} />
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

/** A day and a time of it, as RFC 3339 puts them together. */
const MOMENT = /^(\d{4}-\d\d-\d\dT)([\d:.]+(?:Z|[+-]\d\d:\d\d))$/;

/** A text as it is; a moment breaks between the day and the time only, since half a day tells nothing. */
function Leaf({ text, limit }: { readonly text: string; readonly limit: number | undefined }): ReactElement {
  const [, day, time] = MOMENT.exec(text) ?? [];
  if (day === undefined || time === undefined) {
    return <PlainText text={text} {...(limit === undefined ? {} : { limit })} />;
  }
  return (
    <bdi>
      <span className={styles.whole}>{day}</span>
      <wbr />
      <span className={styles.whole}>{time}</span>
    </bdi>
  );
}
