/** What a key does to the scrubber: move by so many events, or go to an end. */
export type ScrubMove = { readonly by: number } | { readonly to: 'first' | 'last' };

/** What `key` does in a stream of `events` events; pages are a tenth of it. Undefined for other keys. */
export function scrubMove(key: string, events: number): ScrubMove | undefined {
  const page = Math.max(2, Math.round(events / 10));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return { by: -1 };
    case 'ArrowRight':
    case 'ArrowUp':
      return { by: 1 };
    case 'PageDown':
      return { by: -page };
    case 'PageUp':
      return { by: page };
    case 'Home':
      return { to: 'first' };
    case 'End':
      return { to: 'last' };
    default:
      return undefined;
  }
}
