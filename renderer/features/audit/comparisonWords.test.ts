import { expect, it } from 'vitest';
import { AUDIT_CHANGES, type AuditChange } from '#shared/model/auditChange.ts';
import type { AuditCaveat, AuditComparison } from '#shared/model/auditComparison.ts';
import { caveatWords, changeToKeep, changeToShow, changeWords } from './comparisonWords.ts';

const EARLIER: AuditComparison = {
  startedAt: { here: '2026-11-22T13:00:00Z', there: '2026-11-22T12:00:00Z' },
  counts: {},
  caveats: [],
};
const LATER: AuditComparison = {
  ...EARLIER,
  startedAt: { here: EARLIER.startedAt.there, there: EARLIER.startedAt.here },
};

const unfinished: Extract<AuditCaveat, { kind: 'unfinished' }> = {
  kind: 'unfinished',
  of: 'here',
  state: 'ceiling',
  judging: false,
  items: 3200,
  expectedItems: 10_000,
};

it('calls new and gone what came and went in time, whichever audit is looked at', () => {
  const words = (comparison: AuditComparison) =>
    AUDIT_CHANGES.map((change) => changeWords(change, comparison));
  expect(words(EARLIER)).toEqual([
    'new',
    'only in this audit',
    'gone',
    'only in the earlier one',
    'unchanged',
  ]);
  expect(words({ ...LATER, caveats: [unfinished] })).toEqual([
    'gone in the later one',
    'only in this audit',
    'new in the later one',
    'only in the later one',
    'in both',
  ]);
  const overlapping: AuditComparison = { ...EARLIER, caveats: [{ kind: 'overlap', of: 'there' }] };
  expect(changeWords('only-there', overlapping)).toBe('only in the other one');
});

const mayBe = 'What it has not judged may hold what only the other one has, and more.';
const alone = 'What only one of them has may come from that alone.';
const versions = 'Versions of Dynascope may judge differently:';

it.each<[AuditCaveat, string]>([
  [unfinished, `The audit of 13:00 ended at its ceiling after 3,200 of about 10,000 items. ${mayBe}`],
  [
    { ...unfinished, of: 'there', state: 'cancelled', items: 1, expectedItems: 0 },
    `The audit of 12:00 was cancelled after 1 item. ${mayBe}`,
  ],
  [
    { ...unfinished, state: 'running' },
    `The audit of 13:00 is under way and has read 3,200 of about 10,000 items. ${mayBe}`,
  ],
  [
    { ...unfinished, state: 'running', judging: true },
    `The audit of 13:00 is still judging the last of what it read. ${mayBe}`,
  ],
  [
    { kind: 'overlap', of: 'there' },
    'The audit of 12:00 was gone on with after the other one had begun, so neither is the earlier one.',
  ],
  [
    { kind: 'layout', here: 'Orders', there: 'Orders' },
    `The layout Orders was changed between the two. ${alone}`,
  ],
  [
    { kind: 'layout', here: 'Orders', there: 'Tasks' },
    `The two were read by different layouts, Orders and Tasks. ${alone}`,
  ],
  [
    { kind: 'reducer', here: 'orders.ts', there: 'orders.ts' },
    `The reducer (orders.ts) was changed between the two. ${alone}`,
  ],
  [
    { kind: 'reducer', here: 'orders.ts', there: 'tasks, built in' },
    `The two were made with different reducers (orders.ts; tasks, built in). ${alone}`,
  ],
  [
    { kind: 'program', here: ['0.2.0'], there: ['0.1.0', '0.2.0'] },
    `${versions} the audit of 13:00 by 0.2.0, the audit of 12:00 by 0.1.0 and 0.2.0.`,
  ],
  [
    { kind: 'program', here: ['0.2.0'] },
    `${versions} the audit of 13:00 by 0.2.0, the audit of 12:00 by one that is not known.`,
  ],
])('says why it cannot be told: %#', (caveat, words) => {
  expect(caveatWords(caveat, EARLIER, (at) => at.slice(11, 16))).toBe(words);
});

it.each<[AuditComparison['counts'], AuditChange]>([
  [{ new: 1, gone: 2, unchanged: 3 }, 'new'],
  [{ new: 0, gone: 2, unchanged: 3 }, 'gone'],
  [{ unchanged: 3, gone: 1, new: 0 }, 'gone'],
  [{ new: 0, gone: 0, unchanged: 3 }, 'unchanged'],
  [{ 'only-here': 0, 'only-there': 4, unchanged: 3 }, 'only-there'],
  [{ 'only-here': 0, gone: 0, unchanged: 0 }, 'only-here'],
])('shows at first what there are findings of: %o', (counts, change) => {
  expect(changeToShow({ counts })).toBe(change);
});

it('goes on with what was looked at, also when none is left of it, by the name that it has now', () => {
  expect(changeToKeep({ counts: { new: 0, gone: 2, unchanged: 3 } }, 'new')).toBe('new');
  expect(changeToKeep({ counts: { new: 0, gone: 2, unchanged: 3 } }, 'only-there')).toBe('gone');
  expect(changeToKeep({ counts: { 'only-here': 0, gone: 2, unchanged: 3 } }, 'new')).toBe('only-here');
});
