import type { z } from 'zod';
import { lineAndColumn, readJson } from '#shared/model/jsonDocument.ts';
import { layoutPlace } from '#shared/model/layoutPlace.ts';
import { layoutFileSchema, type LayoutFile, type LayoutMatch } from '#shared/model/streamLayout.ts';
import { wholeKey } from './matcher.ts';
import { parsePattern, parseTemplate } from './pattern.ts';

/** Something that is wrong with a layout file: where, what, and what to do. */
export interface LayoutProblem {
  /** Where in the file: `events[0].match.sort`; empty for the file as a whole. */
  readonly path: string;
  readonly says: string;
  readonly nextStep: string;
}

/** A layout file read, or everything that is wrong with it. */
export type LayoutReading =
  | { readonly layout: LayoutFile }
  | { readonly layout?: undefined; readonly problems: readonly LayoutProblem[] };

const MANUAL = 'Compare it with docs/layouts.md.';

const nextStepFor = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') return `Take it out, or correct its name. ${MANUAL}`;
  if (issue.code === 'invalid_value') return `Write one of: ${issue.values.map(String).join(', ')}.`;
  return MANUAL;
};

const inWords = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys') {
    return `There is no member ${issue.keys.map((key) => `“${key}”`).join(', ')} here.`;
  }
  if (issue.code === 'invalid_type') return `This must be of the type ${issue.expected}.`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'This must not be empty.';
  if (issue.code === 'too_small' && issue.origin === 'array') return 'There must be one at least.';
  if (issue.code === 'too_small') return `This must be at least ${issue.minimum}.`;
  if (issue.code === 'too_big') return `This must be at most ${issue.maximum}.`;
  if (issue.code === 'invalid_union') return 'This has none of the forms that it may have.';
  if (issue.code === 'invalid_format' && issue.format === 'regex') {
    return 'This must be small letters, digits and hyphens, 63 at most, and begin with a letter or a digit.';
  }
  return `${issue.message}.`;
};

const ofSchema = (error: z.ZodError): readonly LayoutProblem[] =>
  error.issues.map((issue) => ({
    path: layoutPlace(issue.path),
    says: inWords(issue),
    nextStep: nextStepFor(issue),
  }));

type Report = (path: string, says: string, nextStep: string) => void;

/** The parts that a condition names, with those that stand for whole keys; reports what is wrong with its patterns. */
function partsOfMatch(key: LayoutFile['key'], match: LayoutMatch, path: string, report: Report): Set<string> {
  const parts = new Set<string>();
  for (const side of ['partition', 'sort'] as const) {
    const source = match[side];
    const attribute = key[side];
    if (source === undefined) {
      if (attribute !== undefined) parts.add(wholeKey(attribute.name));
      continue;
    }
    const at = `${path}.${side}`;
    if (attribute === undefined) {
      report(at, 'The key has no sort attribute.', 'Add “sort” to “key”, or take this pattern out.');
    }
    const reading = parsePattern(source);
    if (reading.pattern === undefined) {
      report(
        at,
        `This is no pattern: ${reading.fault}.`,
        'A pattern is like TASK#{id} or EVENT#{seq:digits}.',
      );
      continue;
    }
    for (const part of reading.pattern.parts) {
      if (parts.has(part)) report(at, `{${part}} is in the other pattern too.`, 'Give it another name.');
      parts.add(part);
    }
  }
  return parts;
}

function checkStream(source: string, parts: ReadonlySet<string>, path: string, report: Report): void {
  const reading = parseTemplate(source);
  if (reading.pattern === undefined) {
    report(path, `This is no name of a stream: ${reading.fault}.`, 'It is like {id} or {@aggregate_id}.');
    return;
  }
  if (reading.pattern.parts.length === 0) {
    report(path, 'Every stream would have one name.', 'Name a part in braces, such as {id}.');
  }
  for (const part of reading.pattern.parts) {
    if (part.startsWith('@') || parts.has(part)) continue;
    const known = [...parts].filter((name) => !name.startsWith('@')).map((name) => `{${name}}`);
    const hint = known.length === 0 ? 'they name none' : `they name ${known.join(', ')}`;
    report(
      path,
      `The patterns of this rule name no part {${part}}: ${hint}.`,
      `Name it in a pattern, or write {@${part}} for an attribute.`,
    );
  }
}

function checkRules(layout: LayoutFile, report: Report): void {
  const { key } = layout;
  if (key.sort !== undefined && key.sort.name === key.partition.name) {
    report('key.sort.name', 'Both key attributes have one name.', 'Name them as the table does.');
  }
  for (const [index, rule] of layout.events.entries()) {
    const path = `events[${index}]`;
    const parts = partsOfMatch(key, rule.match, `${path}.match`, report);
    checkStream(rule.stream, parts, `${path}.stream`, report);
    for (const [at, { from }] of rule.sequence.sum.entries()) {
      if (!('part' in from) || parts.has(from.part)) continue;
      report(
        `${path}.sequence.sum[${at}].from.part`,
        `The patterns of this rule name no part {${from.part}}.`,
        'Name it in a pattern, or write “path” for an attribute.',
      );
    }
    if (rule.holds === 'list' && rule.body === undefined) {
      report(`${path}.body`, 'Where the list of events lies is not said.', 'Add “body” with its “path”.');
    }
    if (rule.holds === 'event' && rule.item.types !== undefined) {
      report(`${path}.item.types`, 'Types beside a list need a list.', 'Set “holds” to “list”.');
    }
  }
  for (const [index, rule] of layout.projections.entries()) {
    const path = `projections[${index}]`;
    const parts = partsOfMatch(key, rule.match, `${path}.match`, report);
    checkStream(rule.stream, parts, `${path}.stream`, report);
  }
  for (const list of ['idempotency', 'deadLetters', 'ignore'] as const) {
    for (const [index, match] of layout[list].entries())
      partsOfMatch(key, match, `${list}[${index}]`, report);
  }
}

/** Everything that is wrong with a layout beyond its shape: patterns, and names that nothing defines. */
export function problemsOf(layout: LayoutFile): readonly LayoutProblem[] {
  const problems: LayoutProblem[] = [];
  checkRules(layout, (path, says, nextStep) => void problems.push({ path, says, nextStep }));
  return problems;
}

/** A layout file from a JSON value. Never throws. */
export function readLayout(value: unknown): LayoutReading {
  const parsed = layoutFileSchema.safeParse(value);
  if (!parsed.success) return { problems: ofSchema(parsed.error) };
  const problems = problemsOf(parsed.data);
  return problems.length === 0 ? { layout: parsed.data } : { problems };
}

/** A layout file from its text. Never throws. */
export function readLayoutText(text: string): LayoutReading {
  const json = readJson(text);
  if (!json.ok) {
    const { line, column } = lineAndColumn(text, json.at);
    const says = `The file is no JSON: ${json.reason}, line ${line}, column ${column}.`;
    return { problems: [{ path: '', says, nextStep: 'Correct it in a text editor.' }] };
  }
  return readLayout(JSON.parse(text));
}
