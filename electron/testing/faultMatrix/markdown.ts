import { SECTIONS, type Section } from './columns.ts';
import type { Cell, PlayedRow } from './playMatrix.ts';

const HEAD = `# Faults

What becomes of every operation of every store when the network, the server or the sign-in fails. Written by the test
\`electron/testing/faultMatrix\` (how, is in CONTRIBUTING.md), which plays each operation under each fault through a proxy
before the embedded engine, then reads the tables without it. In every cell:

- nothing is lost and nothing doubled: after \`done\` the tables hold what they hold without a fault, and the result is the
  same; after an error they hold what they held before, or a whole step of an operation of several steps;
- after \`unknown\` they hold one or the other, whole; never is somebody else blamed for what was our own write;
- an operation that did not come to its end is made again without the fault: it then leaves what it always leaves;
- every error is typed, and the requests and the waits between them are bounded.

| word | meaning |
| --- | --- |
| \`done\` | done, and told so |
| \`unknown\` | \`WriteOutcomeUnknown\`: it may be written or not, and the caller is told so |
| \`PartlyWritten\` | some items of a batch are written; the error names those that may not be |
| any other | the code of the error (\`shared/errors/codes.ts\`); nothing of that step is written |
| before · after | the outcome where the server had not yet, or had already, done its work; one word where both are the same |
| … or … | it depends on which of several requests is struck |
| – | the operation makes no such request |

An operation with a comma is one that meets what its second part says: there another writer was first, or the work is done
already, and the second column is how it ends without a fault.
`;

const TITLES: Readonly<Record<Section, string>> = {
  once: `## One answer is broken

Each request in turn, of several of one sort the first and the last. \`reset\`: the connection is reset; \`hang\`: nothing
comes; \`fault\`: HTTP 500; \`html\`: HTTP 503 with a page; \`short\`: half the answer, then the end; \`stall\`: half, then
silence; \`garbage\`: no JSON. What answers without JSON is not DynamoDB, so it is not asked again.`,
  writes: `## Every answer to a write is broken

Reads go through, so what is stored can be looked at.`,
  everything: `## Nothing is answered from the first write on

From the first read on where nothing is written.`,
  refusals: `## DynamoDB refuses

Each fitting request in turn (once, or three times), or all of them.`,
  answers: `## Answers that are right but odd`,
};

const shown = (words: readonly string[]): string =>
  words.length === 0
    ? '–'
    : words.map((word) => (word === 'WriteOutcomeUnknown' ? 'unknown' : word)).join(' or ');

/** The cells of one fault side by side: before · after. */
const merged = (cells: readonly Cell[]): string =>
  [...new Set(cells.map(({ words }) => shown(words)))].join(' · ');

const table = (lines: readonly (readonly string[])[]): string => {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const text = lines.map((line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [text[0], rule, ...text.slice(1)].join('\n');
};

const sectionTable = (section: Section, played: readonly PlayedRow[]): string => {
  const lines = played.map(({ row, clean, cells }) => {
    const own = cells.filter(({ column }) => column.section === section);
    const faults = [...new Set(own.map(({ column }) => column.fault))];
    return {
      faults,
      cells: [
        `${row.store}: ${row.operation}`,
        clean.word,
        ...faults.map((fault) => merged(own.filter(({ column }) => column.fault === fault))),
      ],
    };
  });
  // An operation that none of these can strike has no line.
  const struck = lines.filter(({ cells }) => cells.slice(2).some((cell) => cell !== '–'));
  return table([
    ['operation', 'without a fault', ...(lines[0]?.faults ?? [])],
    ...struck.map(({ cells }) => cells),
  ]);
};

/** The whole matrix as a document. */
export function matrixDocument(played: readonly PlayedRow[]): string {
  const sections = SECTIONS.map((section) => `${TITLES[section]}\n\n${sectionTable(section, played)}\n`);
  return [HEAD, ...sections].join('\n');
}
