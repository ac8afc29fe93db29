import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { expiryIn } from '../../stores/taskRecords/expiry.ts';
import { itemKey } from '../../stores/taskRecords/keys.ts';
import { DAY, HOUR, MINUTE, rfc3339 } from '../clock.ts';
import { fieldsOf, number, text } from '../values.ts';

/** Records that show one thing each, by what they show. */
export const PLANTED_RECORDS = {
  /** Its data ends in the middle of a text. */
  corrupt: { owner: 'batch-import', task: 'imp-2291' },
  /** Expired, and not deleted yet. */
  expired: { owner: 'agent-lyra', task: 'expired-quote' },
  /** Expires within the hour. */
  soon: { owner: 'agent-lyra', task: 'hold-seat-14c' },
  /** An owner with a colon, and a text that tries everything. */
  hostile: { owner: 'tenant:7#eu', task: '<img src=x onerror=alert(1)>' },
  /** Written by a program that keeps no version. */
  unversioned: { owner: 'batch-import', task: 'imp-legacy' },
  /** Its `expires_at` is not the one of its data. */
  disagreeing: { owner: 'ops', task: 'retention-check' },
  /** Numbers that no double can hold, and a name that stands twice. */
  exact: { owner: 'ledger', task: 'balance-2026' },
} as const;

/** The item of a record. Without `version`, as a writer leaves it that keeps none; `more` comes on top. */
export function recordItem(
  id: { readonly owner: string; readonly task: string },
  version: number | undefined,
  data: string,
  more: AttributeMap = {},
): AttributeMap {
  const expires = expiryIn(data);
  return {
    ...fieldsOf({
      ...itemKey(id),
      version: version === undefined ? undefined : number(version),
      data: text(data),
      expires_at: expires === undefined ? undefined : number(expires),
    }),
    ...more,
  };
}

/** The planted records at `now`. */
export function plantedRecords(now: number): readonly AttributeMap[] {
  const p = PLANTED_RECORDS;
  const at = (offset: number): string => rfc3339(now + offset);
  return [
    recordItem(
      p.corrupt,
      3,
      `{\n  "requestMethod": "tools/call",\n  "task": { "status": "working", "createdAt": "${at(-3 * DAY)}" },\n  "variables": { "rows": 18211, "note": "interrupted her`,
    ),
    recordItem(
      p.expired,
      5,
      JSON.stringify({ task: { status: 'completed' }, quote: 'Alpine × 40', expiresAt: at(-3 * HOUR) }),
    ),
    recordItem(
      p.soon,
      2,
      JSON.stringify({ task: { status: 'working' }, seat: '14C', expiresAt: at(55 * MINUTE) }, null, 2),
    ),
    recordItem(
      p.hostile,
      1,
      JSON.stringify({
        note: '<script>alert(1)</script> \u202Egnp.exe\u202C \u0007 \u0000',
        formula: '=HYPERLINK("javascript:alert(1)")',
        '../../etc/passwd': 'x'.repeat(600),
      }).replace('{', '{"__proto__":{"polluted":true},'),
    ),
    recordItem(p.unversioned, undefined, '{"rows":412,"source":"before versions"}'),
    recordItem(
      p.disagreeing,
      8,
      JSON.stringify({ task: { status: 'input_required' }, keepDays: 30, expiresAt: at(30 * DAY) }),
      { expires_at: number(Math.floor((now + 2 * DAY) / 1000)) },
    ),
    recordItem(
      p.exact,
      12,
      '{"balance":123456789012345678901234567890.12,"units":0.1000,"currency":"EUR","tag":"first","tag":"second"}',
    ),
  ];
}
