import type { Timeline } from '#shared/model/timeline.ts';
import { counted } from '../../../ui/numbers.ts';
import { statusWords } from '../../../ui/statusLook.ts';
import { formatDuration } from '../../../ui/time/duration.ts';

/** How many states are told in words. */
const TOLD = 12;

/** The drawing in words, for readers who cannot see it: states in order with their durations, retries and gaps. */
export function timelineWords(timeline: Timeline): string {
  const { bands, retries, gaps } = timeline;
  const states = bands
    .slice(0, TOLD)
    .map((band) => `${statusWords(band.status)} for ${formatDuration(band.toMs - band.fromMs)}`);
  const more = bands.length > TOLD ? [`and ${bands.length - TOLD} more states`] : [];
  const retried = retries.length > 0 ? [counted(retries.length, 'retry', 'retries')] : [];
  const missing = gaps.map(({ from, to }) =>
    from === to ? `sequence ${from} missing` : `sequences ${from} to ${to} missing`,
  );
  return ['Timeline', ...states, ...more, ...retried, ...missing.slice(0, TOLD)].join(', ');
}
