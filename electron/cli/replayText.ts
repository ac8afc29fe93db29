import { attributeOf, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { Drift } from '#shared/model/finding.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import { createColumns } from './columns.ts';
import type { CliContext } from './context.ts';
import { clip, visible } from './words.ts';

/** A replayed task at one point. `drift` is the verdict on the stored projection, always against all events. */
export interface Replayed {
  readonly task: string;
  /** Number of the last event that went into `state`; 0 before the first. */
  readonly seq: number;
  readonly state: AttributeMap;
  readonly stored: AttributeMap | undefined;
  readonly drift: Drift | null;
}

/** A value in the cell of a table, a dash where there is none. */
export const cellText = (value: AttributeValue | undefined): string =>
  value === undefined ? '–' : clip(visible('S' in value ? value.S : plainJson(value)), VALUE_WIDTH);

/** Longest value shown; `--json` prints it whole. */
const VALUE_WIDTH = 60;

/**
 * The verdict on all events in one sentence; `last` is the number of the last of them, whatever point is shown.
 * `isCompared`: whether the reducer makes anything to compare a projection with.
 */
export function verdictText(
  stored: AttributeMap | undefined,
  drift: Drift | null,
  last: number,
  isCompared = true,
): string {
  if (stored === undefined) return 'There is no stored projection to compare with.';
  if (!isCompared) return 'The stored projection is not compared: the layout has no reducer.';
  if (drift === null) return `The stored projection agrees with the replay at its last event, ${last}.`;
  const from =
    drift.firstDivergentSeq === null
      ? 'no event touched the field'
      : `it first differs at event ${drift.firstDivergentSeq}`;
  switch (drift.class) {
    case 'lagging':
      return `The stored projection lags: it equals the replay at event ${drift.equalsReplayAt ?? 0}; ${from}.`;
    case 'diverged':
      return `The stored projection has diverged: it equals the replay at no event; ${from}.`;
    case 'missing':
      return `The stored projection has no status; ${from}.`;
  }
}

/** Prints a replay for people: state beside projection, field by field, then the verdict. */
export async function printReplay(
  context: CliContext,
  replayed: Replayed,
  all: { readonly events: number; readonly last: number; readonly isCompared: boolean },
): Promise<void> {
  const { task, seq, state, stored, drift } = replayed;
  const { out, paint } = context;
  const columns = createColumns(out, paint, [
    { title: 'FIELD' },
    { title: `REPLAYED AT ${seq}` },
    { title: 'STORED' },
  ]);
  await columns.row([{ text: 'task', tone: 'dim' }, `${task} (${all.events} events)`, '']);
  const names = new Set([...Object.keys(state), ...Object.keys(stored ?? {})]);
  const drifting = new Set(drift?.fields.map((field) => field.field));
  for (const name of names) {
    const isDrifting = drifting.has(name);
    await columns.row([
      name,
      cellText(attributeOf(state, name)),
      { text: cellText(attributeOf(stored ?? {}, name)), tone: isDrifting ? 'bad' : 'plain' },
    ]);
  }
  await columns.end();
  await out.line('');
  await out.line(
    paint(
      drift === null ? 'good' : drift.class === 'lagging' ? 'warning' : 'bad',
      verdictText(stored, drift, all.last, all.isCompared),
    ),
  );
}
