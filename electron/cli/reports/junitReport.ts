import { counted } from '#shared/model/counted.ts';
import type { Finding } from '#shared/model/finding.ts';
import { findingWords } from '../findingLine.ts';
import type { Output } from '../output.ts';
import { openFindingSpool } from './findingSpool.ts';
import { KIND_WORDS, KINDS, type Report, type ReportHead } from './report.ts';

/** Characters that XML 1.0 cannot hold, not even as references. @see https://www.w3.org/TR/xml/#charsets */
const NO_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** A text as XML holds it, in attributes and between tags; what cannot stand in XML becomes U+FFFD. */
export const xmlText = (text: string): string =>
  text.replace(NO_XML, '\ufffd').replace(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? character);

const caseOf = (finding: Finding): string => {
  const { kind, task, severity } = finding;
  const words = xmlText(findingWords(finding));
  const body =
    severity === 'error'
      ? `<failure type="${kind}" message="${words}"></failure>`
      : `<system-out>${severity}: ${words}</system-out>`;
  return `    <testcase classname="${kind}" name="${xmlText(task)}">${body}</testcase>`;
};

/**
 * Findings as JUnit test cases: a suite a kind; an error is a failure, a warning a passed case with its words. A kind
 * without findings is one passed case. An audit that did not read everything is a suite with an error.
 */
export async function junitReport(out: Output, { audited, entry, startedAt }: ReportHead): Promise<Report> {
  const spool = await openFindingSpool();
  const counts = new Map(KINDS.map((kind) => [kind, { all: 0, errors: 0 }]));
  return {
    add: (finding) => {
      const count = counts.get(finding.kind);
      if (count !== undefined) {
        count.all += 1;
        if (finding.severity === 'error') count.errors += 1;
      }
      return spool.add(finding);
    },
    end: async ({ tasks, seconds }, complete) => {
      const all = [...counts.values()];
      const tests = all.reduce((sum, count) => sum + Math.max(1, count.all), complete ? 0 : 1);
      const failures = all.reduce((sum, count) => sum + count.errors, 0);
      await out.line('<?xml version="1.0" encoding="UTF-8"?>');
      await out.line(
        `<testsuites name="dynascope audit ${xmlText(audited)}" tests="${tests}" failures="${failures}" errors="${complete ? 0 : 1}" time="${seconds.toFixed(3)}">`,
      );
      for (const [kind, count] of counts) {
        await out.line(
          `  <testsuite name="${kind}" tests="${Math.max(1, count.all)}" failures="${count.errors}" errors="0" skipped="0" timestamp="${startedAt}" time="0">`,
        );
        if (count.all === 0) {
          await out.line(
            `    <testcase classname="${kind}" name="${counted(tasks, entry)}"><system-out>${xmlText(`Not found: ${KIND_WORDS[kind]}`)}</system-out></testcase>`,
          );
        } else {
          for await (const finding of spool.all()) if (finding.kind === kind) await out.line(caseOf(finding));
        }
        await out.line('  </testsuite>');
      }
      if (!complete) {
        await out.line(
          '  <testsuite name="completeness" tests="1" failures="0" errors="1"><testcase classname="completeness" name="everything was read"><error message="The audit ended at its ceiling of read units."></error></testcase></testsuite>',
        );
      }
      await out.line('</testsuites>');
    },
    close: spool.close,
  };
}
