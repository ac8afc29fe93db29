import type { ReactElement } from 'react';
import type { RequestStep } from '../requestSteps.ts';

const SHAPES: Readonly<Record<RequestStep['kind'], string>> = {
  // A sheet; a sheet half filled; two sheets; two sheets that cross; an arrow back; an hourglass.
  run: 'M4 4h8v8H4z',
  begun: 'M4 4h8v8H4zM4 8h8',
  ranAgain: 'M6 2.5h7.5v7.5H6zM6 6H2.5v7.5H10V10',
  ranTwice: 'M6 2.5h7.5v7.5H6zM2.5 6H10v7.5H2.5zM6 6l4 4M10 6l-4 4',
  replayed: 'M12.5 4v3.5a2 2 0 0 1-2 2H4M6.8 6.5L3.8 9.5l3 3',
  expired: 'M4.5 3h7l-7 10h7z',
  kept: 'M4.5 3h7l-7 10h7z',
};

/** The sign of what happened to a request; each has its own shape, so that none is told by colour alone. */
export function RequestShape({ kind }: { readonly kind: RequestStep['kind'] }): ReactElement {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[kind]} />
    </svg>
  );
}
