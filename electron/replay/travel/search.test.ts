import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/appError.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import { legalStreams, sampleEvent, sampleStream } from '../samples.ts';
import { searchableText } from '../searchableText.ts';
import { arrayStream } from './arrayStream.fixture.ts';
import { expected, findWith, hurried, opened, searchWith } from './travelling.fixture.ts';

const holdsText = (state: AttributeMap, text: string): boolean =>
  Object.entries(state).some(([name, value]) => `${name}: ${plainJson(value)}`.toLowerCase().includes(text));

describe('searching', () => {
  it('finds exactly the events that carry a text', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom('person 3', 'title', 'E_1', '"99"', 'progress'),
        (events, text) => {
          const wanted = events.filter((event) =>
            searchableText(event).toLowerCase().includes(text.toLowerCase()),
          );
          const query = { within: 'events', text, regex: false } as const;
          const seqs = wanted.map(({ seq }) => seq);
          expect(searchWith(hurried(events), query).map(({ seq }) => seq)).toEqual(seqs);
          expect(searchWith(opened(events), query).map(({ seq }) => seq)).toEqual(seqs);
          expect(findWith(hurried(events), { kind: 'text', query }, 7, 'backward')).toBe(
            expected(seqs, 7, 'backward'),
          );
        },
      ),
    );
  });

  it('finds exactly where a text comes into the state and where it goes out', () => {
    fc.assert(
      fc.property(
        legalStreams,
        fc.constantFrom('person 3', 'running', 'e_1', 'progress: 9', 'status'),
        (events, text) => {
          const stream = arrayStream(events);
          let held = false;
          const wanted = events.flatMap(({ seq }, at) => {
            const holds = holdsText(stream.stateAfter(at + 1), text);
            const change = holds === held ? [] : [{ kind: holds ? 'entered' : 'left', seq }];
            held = holds;
            return change;
          });
          const query = { within: 'states', text, regex: false } as const;
          for (const session of [hurried(events), opened(events)]) {
            expect(searchWith(session, query).map(({ kind, seq }) => ({ kind, seq }))).toEqual(wanted);
          }
        },
      ),
    );
  });

  it('shows a match with what stands around it, and takes expressions', () => {
    const session = opened([
      ...sampleStream('TaskCreated', 'TaskStarted'),
      sampleEvent(3, 'TaskFailed', { error: { S: `${'x'.repeat(90)} E_5XX from gateway` } }),
    ]);
    const [hit] = searchWith(session, { within: 'states', text: 'E_\\dXX', regex: true });
    if (hit?.kind !== 'entered') throw new Error('The error is in the state.');
    expect(hit.seq).toBe(3);
    expect(hit.excerpt.match).toBe('E_5XX');
    expect(hit.excerpt.before).toMatch(/^…x+ $/);
    expect(hit.excerpt.after).toBe(' from gateway"');
    expect(searchWith(session, { within: 'events', text: '/taskSTARTED/', regex: true })).toEqual([]);
  });

  it('refuses bad expressions and stops those that never end', () => {
    const session = opened([sampleEvent(1, 'TaskCreated', { title: { S: `${'a'.repeat(60)}!` } })]);
    for (const text of ['(', '/(a+)+$/']) {
      const query = { within: 'events', text, regex: true } as const;
      expect(() => searchWith(session, query)).toThrow(AppError);
      expect(() => findWith(session, { kind: 'text', query }, 0, 'start')).toThrow(AppError);
    }
  });
});
