import type { ReactElement } from 'react';

interface Line {
  readonly d: string;
  /** Of the stroke; 1.5 unless told. */
  readonly width?: number;
  readonly join?: 'round';
}

const LINES = {
  again: { d: 'M13 8a5 5 0 1 1-1.5-3.5M13.3 1.7v3.6H9.7' },
  close: { d: 'M3.5 3.5l9 9m0-9l-9 9' },
  compare: { d: 'M2 3h4.5v10H2zM9.5 3H14v10H9.5zM2 6.5h4.5M9.5 9.5H14' },
  copied: { d: 'M3 8.5l3.2 3.2L13 4.8', width: 1.4 },
  copy: { d: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3', width: 1.4 },
  edit: { d: 'M2.5 13.5l.6-3L11 2.6l2.4 2.4-7.9 7.9z', width: 1.3, join: 'round' },
  group: { d: 'M2.5 3.5h11M5.5 8h8M5.5 12.5h8M2.5 8v4.5', width: 1.6 },
  link: {
    d: 'M6.5 9.5a3 3 0 0 0 4.3 0l2.3-2.3a3 3 0 0 0-4.3-4.3L7.7 4M9.5 6.5a3 3 0 0 0-4.3 0L2.9 8.8a3 3 0 0 0 4.3 4.3L8.3 12',
  },
} as const satisfies Readonly<Record<string, Line>>;

/** What a tool does, as a sign of one line in the colour of its text. Decorative: the tool has a name. */
export function Glyph({ of }: { readonly of: keyof typeof LINES }): ReactElement {
  const { d, width = 1.5, join }: Line = LINES[of];
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth={width}
      strokeLinejoin={join}
    >
      <path d={d} />
    </svg>
  );
}
