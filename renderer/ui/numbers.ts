import { counted } from '#shared/model/counted.ts';

export { counted, formatCount } from '#shared/model/counted.ts';

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const BYTES = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A count in at most three digits, for narrow columns whose tooltip has all of them: `18.3K`. */
export function formatCompact(count: number): string {
  return COMPACT.format(count);
}

/** What reading has cost, with at most one decimal: `12.5 read units`. */
export function readUnits(units: number): string {
  return counted(Math.round(units * 10) / 10, 'read unit');
}

/** A size with at most one decimal: `354 B`, `1.2 MB`; powers of 1024. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTES.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? String(Math.round(value)) : value.toFixed(1)} ${BYTES[power] ?? 'B'}`;
}
