import { counted } from '#shared/model/counted.ts';
import type { Severity } from '#shared/model/finding.ts';
import { jsonOf } from '#shared/model/plainJson.ts';
import { findingLine, findingWords } from '../findingLine.ts';
import type { Output } from '../output.ts';
import type { Paint, Tone } from '../style.ts';
import { visible } from '../words.ts';
import type { AuditSummary, Report, ReportHead } from './report.ts';

/** A line of JSON a finding, then one of the summary (CONTRACTS 7). */
export function jsonReport(out: Output): Report {
  return {
    add: (finding) => out.line(findingLine(finding)),
    end: (summary, complete) => out.line(jsonOf({ summary: complete ? summary : { ...summary, complete } })),
    close: () => Promise.resolve(),
  };
}

const TONES = { error: 'bad', warning: 'warning', info: 'dim' } as const satisfies Record<Severity, Tone>;

const costOf = ({ units, unitsEstimated }: AuditSummary): string =>
  units > 0 ? ` · ${unitsEstimated === true ? 'about ' : ''}${counted(Math.round(units), 'read unit')}` : '';

/** For people: a sentence a finding, then the totals. */
export function textReport(out: Output, paint: Paint, { entry }: Pick<ReportHead, 'entry'>): Report {
  return {
    add: (finding) =>
      out.line(
        `${paint(TONES[finding.severity], finding.severity.padEnd(7))} ${paint('bold', visible(finding.task))}  ${visible(findingWords(finding))}`,
      ),
    end: async (summary, complete) => {
      const { tasks, events, items, findings, seconds } = summary;
      if (findings > 0) await out.line('');
      await out.line(
        paint(
          findings > 0 ? 'bold' : 'good',
          `${counted(findings, 'finding')}${complete ? '' : ' so far'} · ${counted(tasks, entry)} · ${counted(events, 'event')} · ${counted(items, 'item')}${costOf(summary)} · ${seconds.toFixed(1)} s`,
        ),
      );
    },
    close: () => Promise.resolve(),
  };
}
