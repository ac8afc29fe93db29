import type { ReactElement } from 'react';
import { StatusShape } from '../../ui/StatusGlyph.tsx';
import { statusColor } from '../../ui/statusLook.ts';
import { eventLookIn, type EventLook } from './eventLook.ts';
import { taskContext } from './store.ts';

/** The colour of an event's glyph. */
export function eventColor(look: EventLook): string {
  return look === 'assigned' || look === 'progressed' || look === 'plain'
    ? 'var(--text-muted)'
    : statusColor(look, 'text');
}

/** The shape of an event in a square of 16 units, in `currentColor`; for use inside another SVG. */
export function EventShape({ look }: { readonly look: EventLook }): ReactElement {
  switch (look) {
    case 'assigned':
      return (
        <path
          d="M8 2.5a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM2.8 13.5c.4-2.8 2.5-4.2 5.2-4.2s4.8 1.4 5.2 4.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      );
    case 'progressed':
      return <path d="M3 8h7M7.5 4.5L11.5 8l-4 3.5" fill="none" stroke="currentColor" strokeWidth="1.6" />;
    case 'plain':
      return <circle cx="8" cy="8" r="3" fill="currentColor" />;
    case 'pending':
    case 'running':
    case 'succeeded':
    case 'failed':
    case 'retrying':
    case 'cancelled':
    case 'dead_lettered':
    case 'unknown':
      return <StatusShape look={look} />;
  }
}

/** An event as its glyph; decorative, the type stands beside it in words. */
export function EventGlyph({
  type,
  size = 12,
}: {
  readonly type: string;
  readonly size?: number;
}): ReactElement {
  const streams = taskContext.useSelector((state) => state.streams);
  const look = eventLookIn(streams, type);
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      style={{ color: eventColor(look), flex: 'none' }}
    >
      <EventShape look={look} />
    </svg>
  );
}
