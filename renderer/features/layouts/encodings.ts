import type { Encoding } from '#shared/model/streamLayout.ts';
import type { Choice } from '../../ui/Field.tsx';

/** How a value may be packed, in words. */
export const ENCODINGS = [
  { value: 'native', label: 'as it is' },
  { value: 'json', label: 'JSON text' },
  { value: 'json-bytes', label: 'bytes of JSON' },
  { value: 'gzip-json', label: 'gzipped JSON' },
  { value: 'deflate-json', label: 'deflated JSON' },
  { value: 'brotli-json', label: 'JSON packed by Brotli' },
  { value: 'bytes', label: 'bytes, unread' },
] as const satisfies readonly Choice<Encoding>[];
