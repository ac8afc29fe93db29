import type { ReactElement } from 'react';
import styles from './status.module.css';
import { StatusGlyph } from './StatusGlyph.tsx';
import { statusColor, statusLook, statusWords } from './statusLook.ts';

/** A status as glyph, hue and word; a text this program does not know is hatched and shown as it stands. */
export function StatusChip({
  status,
  plain = false,
}: {
  readonly status: string | undefined;
  /** Without the ground: for dense rows. */
  readonly plain?: boolean;
}): ReactElement {
  const look = statusLook(status);
  return (
    <span
      className={plain ? styles.plain : styles.chip}
      data-look={look}
      style={{
        color: statusColor(look, 'text'),
        ...(plain || look === 'unknown' ? {} : { background: statusColor(look, 'soft') }),
      }}
    >
      <StatusGlyph look={look} />
      <bdi className={styles.word}>{statusWords(status)}</bdi>
    </span>
  );
}
