import type { Severity } from '#shared/model/finding.ts';
import { jsonOf } from '#shared/model/plainJson.ts';
import { findingLine, findingWords } from '../findingLine.ts';
import type { Output } from '../output.ts';
import type { Paint, Tone } from '../style.ts';
import { visible } from '../words.ts';
import type { Report } from './report.ts';

/** A line of JSON a finding, then one of the summary (CONTRACTS 7). */
export function jsonReport(out: Output): Report {
  return {
    add: (finding) => out.line(findingLine(finding)),
    end: (summary, complete) => out.line(jsonOf({ summary: complete ? summary : { ...summary, complete } })),
    close: () => Promise.resolve(),
  };
}

const TONES = { error: 'bad', warning: 'warning', info: 'dim' } as const satisfies Record<Severity, Tone>;

const count = (value: number): string => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');

/** For people: a sentence a finding, then the totals. */
export function textReport(out: Output, paint: Paint): Report {
  return {
    add: (finding) =>
      out.line(
        `${paint(TONES[finding.severity], finding.severity.padEnd(7))} ${paint('bold', visible(finding.task))}  ${visible(findingWords(finding))}`,
      ),
    end: async ({ tasks, events, items, findings, units, seconds }, complete) => {
      if (findings > 0) await out.line('');
      const cost = units > 0 ? ` · ${count(units)} read units` : '';
      await out.line(
        paint(
          findings > 0 ? 'bold' : 'good',
          `${count(findings)} ${findings === 1 ? 'finding' : 'findings'}${complete ? '' : ' so far'} · ${count(tasks)} tasks · ${count(events)} events · ${count(items)} items${cost} · ${seconds.toFixed(1)} s`,
        ),
      );
    },
    close: () => Promise.resolve(),
  };
}
