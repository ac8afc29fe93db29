import type { ReactElement } from 'react';
import { IconButton } from './Button.tsx';

/** Reads something again; `label` says what. */
export function ReloadButton({
  label,
  onClick,
}: {
  readonly label: string;
  readonly onClick: () => void;
}): ReactElement {
  return (
    <IconButton label={label} onClick={onClick}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M12.6 6.2A5 5 0 1 0 13 8.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M13.6 2.8v4.2H9.4z" fill="currentColor" />
      </svg>
    </IconButton>
  );
}
