import type { REQUEST_STATES } from '#shared/contract/requests.ts';
import { isRequestStatus, type RequestStatus } from '#shared/model/accessRequest.ts';
import { statusColor, type StatusLook } from '../../ui/statusLook.ts';

/** A request's state as it is drawn: one that we know, or `unknown` for any other text. */
export type RequestLook = RequestStatus | 'unknown';

/** How the stored text `status` is drawn. */
export function requestLook(status: string | undefined): RequestLook {
  return isRequestStatus(status) ? status : 'unknown';
}

/** The hue of each state, out of those that tasks have. */
const HUES: Readonly<Record<RequestLook, StatusLook>> = {
  pending: 'pending',
  approved: 'succeeded',
  denied: 'failed',
  cancelled: 'cancelled',
  expired: 'dead_lettered',
  unknown: 'unknown',
};

/** The custom property of a look's colour: `text` for glyphs and words, `soft` for grounds. */
export function requestColor(look: RequestLook, tone: 'text' | 'soft'): string {
  return statusColor(HUES[look], tone);
}

/** The words of what a list is narrowed to. */
export const STATE_WORDS = {
  all: 'All',
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
  other: 'Other',
} as const satisfies Record<(typeof REQUEST_STATES)[number], string>;
