import type { AuditState } from '#shared/model/audit.ts';
import { AUDIT_CHANGES, type AuditChange } from '#shared/model/auditChange.ts';
import type { AuditCaveat, AuditComparison } from '#shared/model/auditComparison.ts';
import { counted, formatCount } from '../../ui/numbers.ts';

type Side = 'here' | 'there';

type Unfinished = Extract<AuditCaveat, { kind: 'unfinished' }>;

type Programs = Extract<AuditCaveat, { kind: 'program' }>;

/** Whether the run that is compared with was begun before the one that is looked at. */
const isEarlier = ({ startedAt }: AuditComparison): boolean =>
  Date.parse(startedAt.there) <= Date.parse(startedAt.here);

/** The word of a chip, behind its count: what is new since an earlier audit, or has gone until a later one. */
export function changeWords(change: AuditChange, comparison: AuditComparison): string {
  const earlier = isEarlier(comparison);
  switch (change) {
    case 'new':
      return earlier ? 'new' : 'gone in the later one';
    case 'gone':
      return earlier ? 'gone' : 'new in the later one';
    case 'only-here':
      return 'only in this audit';
    case 'only-there':
      if (comparison.caveats.some(({ kind }) => kind === 'overlap')) return 'only in the other one';
      return earlier ? 'only in the earlier one' : 'only in the later one';
    case 'unchanged':
      return comparison.caveats.length === 0 ? 'unchanged' : 'in both';
  }
}

const CAME_TO = {
  running: 'is under way and has read',
  paused: 'is paused and has read',
  done: 'ended after',
  ceiling: 'ended at its ceiling after',
  cancelled: 'was cancelled after',
  interrupted: 'was interrupted after',
  failed: 'failed after',
} as const satisfies Record<AuditState, string>;

function howFar({ state, judging, items, expectedItems }: Unfinished): string {
  if (judging) return 'is still judging the last of what it read';
  const all = counted(expectedItems, 'item');
  const read = expectedItems > items ? `${formatCount(items)} of about ${all}` : counted(items, 'item');
  return `${CAME_TO[state]} ${read}`;
}

/** What is known of the versions of this program that judged; `nameOf`: an audit's name in a sentence. */
function programWords({ here, there }: Programs, nameOf: (side: Side) => string): string {
  const madeBy = (side: Side, versions: readonly string[] | undefined): string =>
    `the ${nameOf(side)} by ${versions === undefined ? 'one that is not known' : versions.join(' and ')}`;
  return `Versions of Dynascope may judge differently: ${madeBy('here', here)}, ${madeBy('there', there)}.`;
}

/** One reason why what only one of two audits has is neither new nor gone. `timeOf`: a moment as the window writes it. */
export function caveatWords(
  caveat: AuditCaveat,
  { startedAt }: Pick<AuditComparison, 'startedAt'>,
  timeOf: (at: string) => string,
): string {
  const nameOf = (side: Side): string => `audit of ${timeOf(startedAt[side])}`;
  switch (caveat.kind) {
    case 'unfinished':
      return `The ${nameOf(caveat.of)} ${howFar(caveat)}. What it has not judged may hold what only the other one has, and more.`;
    case 'overlap':
      return `The ${nameOf(caveat.of)} was gone on with after the other one had begun, so neither is the earlier one.`;
    case 'layout':
      return `${
        caveat.here === caveat.there
          ? `The layout ${caveat.here} was changed between the two`
          : `The two were read by different layouts, ${caveat.here} and ${caveat.there}`
      }. What only one of them has may come from that alone.`;
    case 'reducer':
      return `${
        caveat.here === caveat.there
          ? `The reducer (${caveat.here}) was changed between the two`
          : `The two were made with different reducers (${caveat.here}; ${caveat.there})`
      }. What only one of them has may come from that alone.`;
    case 'program':
      return programWords(caveat, nameOf);
  }
}

/** What to look at of a comparison at first: what comes first of which there are findings, or else first at all. */
export function changeToShow({ counts }: Pick<AuditComparison, 'counts'>): AuditChange {
  const told = AUDIT_CHANGES.filter((change) => counts[change] !== undefined);
  return told.find((change) => counts[change] !== 0) ?? told[0] ?? 'new';
}

/** What to look at of a fresh comparison: what was looked at before, by whichever name it is there still. */
export function changeToKeep({ counts }: Pick<AuditComparison, 'counts'>, before: AuditChange): AuditChange {
  if (counts[before] !== undefined) return before;
  switch (before) {
    case 'new':
      return 'only-here';
    case 'only-here':
      return 'new';
    case 'gone':
      return 'only-there';
    case 'only-there':
      return 'gone';
    case 'unchanged':
      return 'unchanged';
  }
}
