import type { ReactElement } from 'react';

const PATHS = {
  compare: 'M2 3h4.5v10H2zM9.5 3H14v10H9.5zM2 6.5h4.5M9.5 9.5H14',
  link: 'M6.5 9.5a3 3 0 0 0 4.3 0l2.3-2.3a3 3 0 0 0-4.3-4.3L7.7 4M9.5 6.5a3 3 0 0 0-4.3 0L2.9 8.8a3 3 0 0 0 4.3 4.3L8.3 12',
  again: 'M13 8a5 5 0 1 1-1.5-3.5M13.3 1.7v3.6H9.7',
} as const;

/** The sign of one of the header's tools. */
export function ToolGlyph({ of }: { readonly of: keyof typeof PATHS }): ReactElement {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <path d={PATHS[of]} />
    </svg>
  );
}
