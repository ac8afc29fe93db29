import type { Finding, FindingKind, Severity } from '#shared/model/finding.ts';
import { jsonOf, type JsonText } from '#shared/model/plainJson.ts';
import { findingLine, findingWords } from '../findingLine.ts';
import type { Output } from '../output.ts';
import { KIND_WORDS, KINDS, type Report, type ReportHead } from './report.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

const WARNINGS: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'sequence-overflow',
  'clock-regression',
  'unknown-event',
]);

const rules = KINDS.map((id) => ({
  id,
  shortDescription: { text: KIND_WORDS[id] },
  defaultConfiguration: { level: WARNINGS.has(id) ? 'warning' : 'error' },
}));

/** A part of a URI from any text, a lone surrogate as the mark of a missing character. */
const uriPart = (text: string): string =>
  encodeURIComponent(
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  );

const seqOf = (finding: Finding): number | null => {
  if ('seq' in finding) return finding.seq;
  return finding.kind === 'projection-drift' ? finding.firstDivergentSeq : null;
};

const resultOf = (finding: Finding, audited: string): JsonText => {
  const { kind, severity, task } = finding;
  const seq = seqOf(finding);
  const at = seq === null ? '' : `/${seq}`;
  const result = jsonOf({
    ruleId: kind,
    ruleIndex: KINDS.indexOf(kind),
    level: LEVELS[severity],
    message: { text: `${task}: ${findingWords(finding)}` },
    locations: [
      {
        // Viewers want a place in a file; a task is none, so this names the task as if it were.
        physicalLocation: {
          artifactLocation: { uri: `dynamodb/${uriPart(audited)}/${uriPart(task)}` },
          region: { startLine: seq ?? 1 },
        },
        logicalLocations: [{ name: task, fullyQualifiedName: `${audited}/${task}${at}`, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'dynascopeFinding/v1': `${kind}/${task}${at}` },
  });
  return `${result.slice(0, -1)},"properties":{"finding":${findingLine(finding)}}}`;
};

/**
 * Findings as SARIF 2.1.0, written as they come.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function sarifReport(out: Output, { audited, version, startedAt }: ReportHead): Promise<Report> {
  const driver = { name: 'Dynascope', semanticVersion: version, rules };
  const head = jsonOf({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver } }],
  });
  // Opened up behind the tool: results follow one by one.
  await out.line(`${head.slice(0, -3)},"results":[`);
  let first = true;
  return {
    add: async (finding) => {
      await out.line(`${first ? '' : ','}${resultOf(finding, audited)}`);
      first = false;
    },
    end: async (summary, complete) => {
      const invocation = { executionSuccessful: complete, startTimeUtc: startedAt };
      await out.line(
        `],"invocations":${jsonOf([invocation])},"properties":${jsonOf({ summary })},"columnKind":"utf16CodeUnits"}]}`,
      );
    },
    close: () => Promise.resolve(),
  };
}
