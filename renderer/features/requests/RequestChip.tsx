import type { ReactElement } from 'react';
import { StatusShape } from '../../ui/StatusGlyph.tsx';
import { statusWords } from '../../ui/statusLook.ts';
import { requestColor, requestLook, type RequestLook } from './requestLook.ts';
import styles from './requests.module.css';

function RequestShape({ look }: { readonly look: RequestLook }): ReactElement {
  switch (look) {
    case 'pending':
    case 'cancelled':
    case 'unknown':
      return <StatusShape look={look} />;
    case 'approved':
      return (
        <path
          d="M2.8 8.6l3.5 3.6 7-8"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      );
    case 'denied':
      return <StatusShape look="failed" />;
    case 'expired':
      return (
        <path
          d="M4 2.5h8M4 13.5h8M5 2.5c0 3 1.2 4 3 5.5 1.8 1.5 3 2.5 3 5.5M11 2.5c0 3-1.2 4-3 5.5-1.8 1.5-3 2.5-3 5.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      );
  }
}

/** A request's state as its glyph in its hue. */
export function RequestGlyph({ look }: { readonly look: RequestLook }): ReactElement {
  return (
    <svg
      className={styles.glyph}
      width="12"
      height="12"
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={{ color: requestColor(look, 'text') }}
    >
      <RequestShape look={look} />
    </svg>
  );
}

/** A request's state as glyph, hue and word; a text that we do not know is hatched and shown as it stands. */
export function RequestChip({ status }: { readonly status: string | undefined }): ReactElement {
  const look = requestLook(status);
  return (
    <span
      className={styles.chip}
      data-look={look}
      style={{
        color: requestColor(look, 'text'),
        ...(look === 'unknown' ? {} : { background: requestColor(look, 'soft') }),
      }}
    >
      <RequestGlyph look={look} />
      <bdi className={styles.chipWord}>{statusWords(status)}</bdi>
    </span>
  );
}
