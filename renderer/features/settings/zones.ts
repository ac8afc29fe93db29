import type { Choice } from '../../ui/Field.tsx';
import { localZone } from '../../ui/time/formatTime.ts';

const NAMED = [
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Asia/Tokyo',
];

/** The last part of a zone's name, as a place: `America/New_York` → `New York`. */
export function zoneLabel(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** The zones on offer: this computer's, UTC, a few often needed, and the chosen one wherever it came from. */
export function zoneChoices(chosen: string): readonly Choice<string>[] {
  const zones = NAMED.includes(chosen) || chosen === 'local' || chosen === 'UTC' ? NAMED : [...NAMED, chosen];
  return [
    { value: 'UTC', label: 'UTC' },
    { value: 'local', label: `Local (${zoneLabel(localZone())})` },
    ...zones.map((zone) => ({ value: zone, label: zoneLabel(zone) })),
  ];
}
