import { isDeepStrictEqual } from 'node:util';
import type { AuditRun } from '#shared/model/audit.ts';
import type { AuditCaveat } from '#shared/model/auditComparison.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { AuditHead } from '../../settings/auditFolder.ts';

/** What is known of how far a run came, and by what it judged. */
export type JudgedBy = Pick<AuditHead, 'run' | 'layout' | 'reducer' | 'programs' | 'resumedAt'>;

/** What a layout reads by: neither its names nor the reducer that it states, which a run has of its own. */
function rulesOf(layout: LayoutFile): object {
  const {
    $schema: _,
    name: _name,
    title: _title,
    description: _text,
    source: _url,
    reducer: _own,
    ...rules
  } = layout;
  return rules;
}

const msOf = (at: string | undefined): number =>
  at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at);

/** Whether the run that was begun first may have read after the other one had begun. One at a time reads a table. */
function overlap(here: JudgedBy, there: JudgedBy): AuditCaveat[] {
  const hereFirst = msOf(here.run.startedAt) < msOf(there.run.startedAt);
  const [first, second] = hereFirst ? [here, there] : [there, here];
  const last = Math.max(msOf(first.run.endedAt), msOf(first.resumedAt));
  return last > msOf(second.run.startedAt) ? [{ kind: 'overlap', of: hereFirst ? 'here' : 'there' }] : [];
}

function unfinished(of: 'here' | 'there', { state, judging, items, expectedItems }: AuditRun): AuditCaveat[] {
  return state === 'done' ? [] : [{ kind: 'unfinished', of, state, judging, items, expectedItems }];
}

/** Whether one version alone judged both; what is not known is not taken to be the same. */
function samePrograms({ programs: here }: JudgedBy, { programs: there }: JudgedBy): boolean {
  return here?.length === 1 && isDeepStrictEqual(here, there);
}

/** Everything that keeps what only one of two runs has from being called new or gone. */
export function caveatsBetween(here: JudgedBy, there: JudgedBy): readonly AuditCaveat[] {
  const caveats = [
    ...unfinished('here', here.run),
    ...unfinished('there', there.run),
    ...overlap(here, there),
  ];
  if (!isDeepStrictEqual(rulesOf(here.layout), rulesOf(there.layout))) {
    caveats.push({ kind: 'layout', here: here.run.layout, there: there.run.layout });
  }
  if (!isDeepStrictEqual(here.reducer, there.reducer)) {
    caveats.push({ kind: 'reducer', here: here.run.reducer, there: there.run.reducer });
  }
  if (!samePrograms(here, there)) {
    caveats.push({ kind: 'program', here: here.programs, there: there.programs });
  }
  return caveats;
}
