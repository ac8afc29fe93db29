import { attributeOf, numberTextOf, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeyAttribute } from '#shared/model/layout.ts';
import type { Frame, Member } from './frame.ts';
import { literal, partitionPattern, splitsOf, suffixPattern } from './keyPatterns.ts';
import type { TableSample } from './sample.ts';

/** A whole number from 0 on; undefined for any other text. */
export function countIn(digits: string | undefined): number | undefined {
  if (digits === undefined || !/^\d{1,16}$/.test(digits)) return undefined;
  const count = Number(digits);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** The text of a key attribute, a number by its digits; undefined for bytes. */
export function keyText(item: AttributeMap, { name }: KeyAttribute): string | undefined {
  return stringOf(item, name) ?? numberTextOf(item, name);
}

/** The partition of an item, bytes by their base64 text, as patterns see them. */
export function partitionOf(item: AttributeMap, hash: KeyAttribute): string | undefined {
  const value = attributeOf(item, hash.name);
  return value !== undefined && 'B' in value ? value.B : keyText(item, hash);
}

/** The digits that writers pad to; undefined where keys are not padded. */
function paddingOf(digits: readonly string[]): Frame['padding'] {
  const widths = new Set(digits.flatMap((each) => (/^0\d/.test(each) ? [each.length] : [])));
  const [width, ...others] = widths;
  if (width === undefined) return undefined;
  return others.length > 0 || digits.some((each) => each.length < width) ? 'uneven' : width;
}

/** Partition pattern and stream for members grouped by their partition. */
export function byPartition(
  members: readonly Member[],
  { type }: KeyAttribute,
): Pick<Frame, 'stream'> & { readonly partition: string; readonly prefix: string } {
  // Bytes that begin alike do so by chance.
  const groups = type === 'B' ? [] : new Set(members.map(({ group }) => group));
  const { pattern, prefix } = partitionPattern([...groups]);
  return { partition: pattern, prefix, stream: '{id}' };
}

/** A numeric sort key as the sequence. */
function numericFrame({ key, items }: TableSample, range: KeyAttribute): readonly Frame[] {
  const members = items.flatMap((item): Member[] => {
    const seq = countIn(numberTextOf(item, range.name));
    const group = partitionOf(item, key.hash);
    return seq === undefined || group === undefined ? [] : [{ item, group, seq }];
  });
  const { partition, prefix, stream } = byPartition(members, key.hash);
  return [
    {
      match: { partition, sort: '{seq:digits}', where: [] },
      stream,
      from: { part: 'seq' },
      padding: undefined,
      members,
      marks: `“${range.name}” is a whole number`,
      place: `the sort key “${range.name}”`,
      usual: 1,
      strict: prefix !== '',
    },
  ];
}

interface SplitKey extends Member {
  readonly digits: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Digits at the same place of sort keys that begin alike: one frame for each beginning. */
function digitFrames({ key, items }: TableSample, range: KeyAttribute): readonly Frame[] {
  const classes = new Map<string, SplitKey[]>();
  for (const item of items) {
    const group = partitionOf(item, key.hash);
    const sort = stringOf(item, range.name);
    if (group === undefined || sort === undefined) continue;
    splitsOf(sort).forEach(({ prefix, digits, suffix }, run) => {
      const seq = countIn(digits);
      if (seq === undefined) return;
      const name = JSON.stringify([run, prefix]);
      const known = classes.get(name) ?? [];
      classes.set(name, known);
      known.push({ item, group, seq, digits, prefix, suffix });
    });
  }
  const largest = [...classes.values()].sort((a, b) => b.length - a.length).slice(0, 12);
  return largest.flatMap((members): Frame[] => {
    const suffix = suffixPattern(members.map((member) => member.suffix));
    const begins = members[0]?.prefix ?? '';
    if (suffix === undefined) return [];
    const { partition, prefix, stream } = byPartition(members, key.hash);
    return [
      {
        match: { partition, sort: `${literal(begins)}{seq:digits}${suffix}`, where: [] },
        stream,
        from: { part: 'seq' },
        padding: paddingOf(members.map(({ digits }) => digits)),
        members,
        marks:
          begins === '' ? `“${range.name}” is digits` : `“${range.name}” begins with ${begins} and digits`,
        place: `the number in “${range.name}”`,
        usual: begins === '' ? 0.9 : 1,
        strict: begins !== '' || prefix !== '',
      },
    ];
  });
}

/** A table without a sort key, whose partition key ends in the sequence. */
function endFrame({ key, items }: TableSample): readonly Frame[] {
  const marks = new Map<string, SplitKey[]>();
  for (const item of items) {
    const text = stringOf(item, key.hash.name) ?? '';
    const [, group = '', mark = '', digits = ''] = /^(.+)([^\p{L}\p{N}])(\d{1,16})$/u.exec(text) ?? [];
    const seq = countIn(digits);
    if (seq === undefined) continue;
    const known = marks.get(mark) ?? [];
    marks.set(mark, known);
    known.push({ item, group, seq, digits, prefix: group, suffix: '' });
  }
  return [...marks].map(([mark, members]) => {
    const { partition } = byPartition(members, key.hash);
    return {
      match: { partition: `${partition}${literal(mark)}{seq:digits}`, where: [] },
      stream: '{id}',
      from: { part: 'seq' },
      padding: paddingOf(members.map(({ digits }) => digits)),
      members,
      marks: `“${key.hash.name}” ends in ${mark} and digits`,
      place: `the number at the end of “${key.hash.name}”`,
      usual: 0.8,
      strict: true,
    };
  });
}

/** The ways to find sequences in the keys. */
export function keyFrames(sample: TableSample): readonly Frame[] {
  const { range } = sample.key;
  if (range === undefined) return endFrame(sample);
  if (range.type === 'N') return numericFrame(sample, range);
  return range.type === 'S' ? digitFrames(sample, range) : [];
}
