import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { AuditRow } from '#shared/model/audit.ts';
import { tasksWithFaults } from './auditsOver.fixture.ts';
import { createCauses } from './causes.ts';

const rowOf = (task: string, type: string | undefined, at: string | undefined): AuditRow => ({
  finding: { kind: 'orphan-events', severity: 'error', task },
  ...(type === undefined ? {} : { type }),
  ...(at === undefined ? {} : { at }),
});

const times = fc
  .date({ min: new Date('1970-01-01'), max: new Date('9999-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const rows = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom('T1', 'T2')), fc.option(times))
    .map(([task, type, at]) => rowOf(task, type ?? undefined, at ?? undefined)),
  { maxLength: 200 },
);

describe('causes', () => {
  it('count every finding once, in as many as 64 spans of time, whatever the times', () => {
    fc.assert(
      fc.property(rows, (found) => {
        const causes = createCauses();
        found.forEach((row) => causes.add(row));
        const { overTime, timeless, causes: told, byKind } = causes.overview(0);
        const inTime = overTime.reduce((sum, { error, warning }) => sum + error + warning, 0);
        expect(inTime + timeless).toBe(found.length);
        expect(timeless).toBe(found.filter(({ at }) => at === undefined).length);
        expect(overTime.length).toBeLessThanOrEqual(64);
        expect(told.reduce((sum, cause) => sum + cause.findings, 0)).toBe(found.length);
        expect(byKind.reduce((sum, { error, warning }) => sum + error + warning, 0)).toBe(found.length);
      }),
    );
  });

  it('tell the first and the last time, and put each time into its span', () => {
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 50 }), (all) => {
        const causes = createCauses();
        all.forEach((at, index) => causes.add(rowOf(`t${index}`, 'T', at)));
        const { overTime, causes: told } = causes.overview(0);
        const sorted = [...all].sort((a, b) => Date.parse(a) - Date.parse(b));
        expect([told[0]?.since, told[0]?.until]).toEqual([sorted[0], sorted.at(-1)]);
        for (const { from, to, error } of overTime) {
          expect(all.filter((at) => Date.parse(at) >= from && Date.parse(at) < to)).toHaveLength(error);
        }
      }),
    );
  });

  it('lead to the event whose type they name', () => {
    const typeAt = (items: readonly AttributeMap[], seq: number): string | undefined => {
      const found = items.find(
        ({ SK }) => SK !== undefined && 'S' in SK && Number(SK.S.split('#')[1]) === seq,
      );
      const event = found?.['event'];
      return event !== undefined && 'M' in event ? stringOf(event.M, 'type') : undefined;
    };
    let named = 0;
    for (const task of tasksWithFaults(200)) {
      const causes = createCauses();
      task.expected.forEach((row) => causes.add(row));
      for (const { type, example } of causes.overview(0).causes) {
        if (type === undefined || example.seq === undefined) continue;
        expect(typeAt(task.items, example.seq)).toBe(type);
        named += 1;
      }
    }
    expect(named).toBeGreaterThan(50);
  });

  it('tell tasks apart from findings', () => {
    const causes = createCauses();
    for (const task of ['a', 'a', 'b']) causes.add(rowOf(task, 'T', undefined));
    expect(causes.overview(3).causes).toMatchObject([{ tasks: 2, findings: 3, example: { task: 'a' } }]);
  });

  it('stay few where every finding has a type of its own', () => {
    const causes = createCauses();
    for (let index = 0; index < 6000; index += 1) causes.add(rowOf(`t${index}`, `T${index}`, undefined));
    const { causesTotal, causes: told } = causes.overview(6000);
    expect(causesTotal).toBe(5001);
    expect(told[0]).toMatchObject({ findings: 1000, fields: [] });
    expect(told[0]?.type).toBeUndefined();
  });
});
