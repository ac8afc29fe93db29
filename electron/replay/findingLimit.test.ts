import { expect, test } from 'vitest';
import type { Finding } from '#shared/model/finding.ts';
import { FINDINGS_SENT, tellFindings } from './findingLimit.ts';

const unknown = (seq: number): Finding => ({
  kind: 'unknown-event',
  severity: 'warning',
  task: 't',
  seq,
  type: 'Odd',
});
const doubled = (seq: number): Finding => ({
  kind: 'duplicate-sequence',
  severity: 'error',
  task: 't',
  seq,
  keys: ['EVENT#1', 'EVENT#01'],
});

test('of very many findings the first are sent, and all are counted', () => {
  const all = [doubled(1), ...Array.from({ length: 9000 }, (_, index) => unknown(index + 2))];
  const { findings, findingTotals } = tellFindings(all);
  expect(findings).toEqual(all.slice(0, FINDINGS_SENT));
  expect(findingTotals).toEqual({ error: 1, warning: 9000, info: 0 });
});

test('doubled sequences are sent however many there are', () => {
  const all = Array.from({ length: 900 }, (_, index) => doubled(index + 1));
  expect(tellFindings(all).findings).toHaveLength(900);
});

test('the first of each kind is sent, however many others there are', () => {
  const failed: Finding = { kind: 'reducer-failed', severity: 'error', task: 't', seq: 9000, message: 'no' };
  const all = [...Array.from({ length: 900 }, (_, index) => unknown(index + 1)), failed, failed];
  expect(tellFindings(all).findings).toEqual([...all.slice(0, FINDINGS_SENT), failed]);
});
