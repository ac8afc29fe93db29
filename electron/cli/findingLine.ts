import type { DriftField, Finding } from '#shared/model/finding.ts';
import {
  arrayToken,
  jsonOf,
  objectToken,
  plainJson,
  stringToken,
  type JsonText,
} from '#shared/model/plainJson.ts';

const fieldToken = ({ field, stored, replayed }: DriftField): JsonText =>
  objectToken([
    ['field', stringToken(field)],
    ['stored', stored === undefined ? undefined : plainJson(stored)],
    ['replayed', replayed === undefined ? undefined : plainJson(replayed)],
  ]);

/** A finding as one JSON object (CONTRACTS 6); stored and replayed values as plain JSON with every digit. */
export function findingLine(finding: Finding): JsonText {
  return objectToken(
    Object.entries(finding).map(([name, value]) => [
      name,
      name === 'fields' && finding.kind === 'projection-drift'
        ? arrayToken(finding.fields.map(fieldToken))
        : jsonOf(value),
    ]),
  );
}

const ranges = (missing: Extract<Finding, { kind: 'sequence-gap' }>['missing']): string => {
  const first = missing.slice(0, 6).map((entry) => (Array.isArray(entry) ? entry.join('–') : String(entry)));
  return `${first.join(', ')}${missing.length > first.length ? ', …' : ''}`;
};

/** A finding in words that follow the id of its task. */
export function findingWords(finding: Finding): string {
  switch (finding.kind) {
    case 'projection-drift': {
      const fields = finding.fields.map(({ field }) => field).join(', ');
      const since =
        finding.firstDivergentSeq === null ? 'since no event' : `since event ${finding.firstDivergentSeq}`;
      return finding.class === 'lagging'
        ? `the projection lags: it is as at event ${finding.equalsReplayAt ?? 0} (${fields})`
        : finding.class === 'missing'
          ? `the projection has no status, ${since}`
          : `the projection differs in ${fields}, ${since}`;
    }
    case 'sequence-gap':
      return `events are missing: ${ranges(finding.missing)}`;
    case 'duplicate-sequence':
      return `event ${finding.seq} is there more than once: ${finding.keys.join(', ')}`;
    case 'sequence-overflow':
      return `event ${finding.seq} is the first with a key wider than its padding`;
    case 'clock-regression':
      return `event ${finding.seq} (${finding.at}) is older than the one before it (${finding.previousAt})`;
    case 'illegal-transition':
      return `event ${finding.seq} moves the status from ${finding.from} to ${finding.to}, which is not legal`;
    case 'reducer-failed':
      return `the reducer failed at event ${finding.seq}: ${finding.message}`;
    case 'invariant-violated':
      return `an invariant does not hold after event ${finding.seq}: ${finding.message}`;
    case 'unknown-event':
      return `event ${finding.seq} is of an unknown type, ${finding.type}`;
    case 'undecodable-event':
      return `${finding.key} cannot be read as an event: ${finding.reason}`;
    case 'orphan-events':
      return 'there are events and no projection';
    case 'orphan-projection':
      return 'there is a projection and no event';
  }
}
