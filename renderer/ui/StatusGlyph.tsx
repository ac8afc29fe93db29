import type { ReactElement } from 'react';
import { statusColor, type StatusLook } from './statusLook.ts';

/** The shape of a status in a square of 16 units, drawn in `currentColor`; for use inside another SVG. */
export function StatusShape({ look }: { readonly look: StatusLook }): ReactElement {
  switch (look) {
    case 'pending':
      return <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'running':
      return (
        <>
          <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />
          <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />
        </>
      );
    case 'succeeded':
      return <circle cx="8" cy="8" r="5.9" fill="currentColor" />;
    case 'failed':
      return <path d="M3.5 3.5l9 9m0-9l-9 9" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />;
    case 'retrying':
      return (
        <>
          <path d="M12.6 6.2A5 5 0 1 0 13 8.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
          <path d="M13.9 2.6v4.6H9.3z" fill="currentColor" />
        </>
      );
    case 'cancelled':
      return (
        <path
          d="M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0zM4.6 11.4l6.8-6.8"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
        />
      );
    case 'dead_lettered':
      return (
        <path
          fillRule="evenodd"
          d="M8 1.5c-3.4 0-5.7 2.3-5.7 5.3 0 1.9.9 3.3 2.2 4.2v2.2c0 .7.6 1.3 1.3 1.3h4.4c.7 0 1.3-.6 1.3-1.3V11c1.3-.9 2.2-2.3 2.2-4.2 0-3-2.3-5.3-5.7-5.3zM5.7 5.9a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zm4.6 0a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z"
          fill="currentColor"
        />
      );
    case 'unknown':
      return (
        <path
          d="M2.5 2.5h11v11h-11zM2.5 7l4.5-4.5M2.5 11.5l9-9M4.5 13.5l9-9M9 13.5l4.5-4.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
        />
      );
  }
}

/** A status as its glyph in its hue. Decorative by default; `label` makes it an image with that name. */
export function StatusGlyph({
  look,
  size = 12,
  label,
}: {
  readonly look: StatusLook;
  readonly size?: number;
  readonly label?: string;
}): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={{ color: statusColor(look, 'text'), flex: 'none' }}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <StatusShape look={look} />
    </svg>
  );
}
