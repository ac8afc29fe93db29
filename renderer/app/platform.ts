import { keyLabel } from './keys.ts';

/** A binding as this computer's keyboard labels it. */
export function platformKeyLabel(keys: string): string {
  return keyLabel(keys, /mac/i.test(navigator.userAgent));
}
