import type { ReactElement } from 'react';
import { hasCode } from '#shared/errors/appError.ts';
import { ErrorPanel } from '../ErrorPanel.tsx';

/** Why a list could not be read, above the rows that are there already. */
export function ListError({
  error,
  hasRows,
  onReopen,
  onReconnect,
}: {
  /** Undefined: nothing failed. */
  readonly error: unknown;
  readonly hasRows: boolean;
  readonly onReopen: () => void;
  readonly onReconnect: () => void;
}): ReactElement | null {
  // Of rows that stay, the banner across the window says that the host is gone.
  if (error === undefined || (hasRows && hasCode(error, 'Disconnected'))) return null;
  return (
    <ErrorPanel
      error={error}
      compact={hasRows}
      isKept={hasRows}
      steps={{ retry: onReopen, reload: onReopen, reconnect: onReconnect }}
    />
  );
}
