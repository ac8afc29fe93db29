import type { ConnectionTarget } from '#shared/contract/connections.ts';
import { DEFAULT_PRICE_PER_MILLION } from '#shared/model/audit.ts';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])$/;

/** US dollars for a million read units unless the reader says otherwise: nothing where this computer serves them. */
export function usualPrice(target: ConnectionTarget | undefined): number {
  switch (target?.kind) {
    case 'embedded':
      return 0;
    case 'endpoint':
      return LOOPBACK.test(new URL(target.endpoint).hostname) ? 0 : DEFAULT_PRICE_PER_MILLION;
    case 'profile':
    case undefined:
      return DEFAULT_PRICE_PER_MILLION;
  }
}

/** The number in a field, or undefined where it is left empty. */
export function readNumber(
  text: string,
  { mayBeZero }: { readonly mayBeZero: boolean },
): number | undefined | 'bad' {
  const trimmed = text.trim().replaceAll(',', '');
  if (trimmed === '') return undefined;
  const value = Number(trimmed);
  if (!Number.isFinite(value) || value > 1e12 || value < 0) return 'bad';
  return value > 0 || mayBeZero ? value : 'bad';
}
