import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { EventRule } from '#shared/model/streamLayout.ts';

/** An item that would hold an event: in which stream, at which number. */
export interface Member {
  readonly item: AttributeMap;
  readonly group: string;
  readonly seq: number;
}

/** A way to see some items of a sample as streams of numbered events. */
export interface Frame {
  readonly match: EventRule['match'];
  readonly stream: string;
  /** Where the number is from. */
  readonly from: EventRule['sequence']['sum'][number]['from'];
  /** The digits that keys are padded to; uneven ones do not sort as they count. */
  readonly padding: number | 'uneven' | undefined;
  readonly members: readonly Member[];
  /** What singles these items out, as the beginning of a sentence. */
  readonly marks: string;
  /** Where the number stands, for a sentence. */
  readonly place: string;
  /** How usual this way is, up to 1. */
  readonly usual: number;
  /** Whether the match tells events from other items without a look at their attributes. */
  readonly strict: boolean;
}

/** How well the numbers of a frame behave like sequences. */
export interface FrameFigures {
  readonly groups: number;
  /** Share of members whose number no other member of the group has. */
  readonly distinct: number;
  /** Share of the numbers between the first and the last that are there. */
  readonly dense: number;
  /** Share of groups whose first number is 0 or 1. */
  readonly fromStart: number;
  /** What to add so that streams begin with 1. */
  readonly offset: 0 | 1;
}

/** The numbers of every group. */
const numbersOf = (members: readonly Member[]): readonly (readonly number[])[] => {
  const groups = new Map<string, number[]>();
  for (const { group, seq } of members) {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [seq]);
    else known.push(seq);
  }
  return [...groups.values()];
};

/** Measures a frame. `weightOf`: how many events a member holds. */
export function figuresOf(
  members: readonly Member[],
  weightOf: (member: Member) => number = () => 1,
): FrameFigures {
  const groups = numbersOf(members);
  let distinct = 0;
  let span = 0;
  let starts = 0;
  let zeros = 0;
  for (const numbers of groups) {
    const least = numbers.reduce((a, b) => Math.min(a, b), Infinity);
    const most = numbers.reduce((a, b) => Math.max(a, b), 0);
    distinct += new Set(numbers).size;
    span += most - least + 1;
    if (least <= 1) starts += 1;
    if (least === 0) zeros += 1;
  }
  const held = members.reduce((sum, member) => sum + weightOf(member), 0);
  const extra = held - members.length;
  return {
    groups: groups.length,
    distinct: members.length === 0 ? 0 : distinct / members.length,
    dense: span === 0 ? 0 : Math.min(1, (distinct + extra) / (span + (extra > 0 ? groups.length : 0))),
    fromStart: groups.length === 0 ? 0 : starts / groups.length,
    offset: zeros > 0 && zeros * 2 >= starts ? 1 : 0,
  };
}

/** How well a frame explains a sample of `items`; 0: not at all. */
export function scoreOf(frame: Frame, items: number): number {
  const { distinct, dense, fromStart } = figuresOf(frame.members);
  if (frame.members.length === 0 || distinct < 0.8) return 0;
  const share = frame.members.length / items;
  return frame.usual * distinct ** 2 * (0.1 + 0.9 * dense) * (0.3 + 0.7 * fromStart) * (0.4 + 0.6 * share);
}
