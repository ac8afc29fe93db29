import type { Finding } from '#shared/model/finding.ts';
import { parseJson } from '../../pages/text.ts';
import type { Span } from './compareBytes.ts';
import type { Outcome } from './fullJudge.ts';
import type { ItemReader } from './itemReader.ts';
import type { Items } from './keptItems.ts';
import type { TaskFold } from './taskFold.ts';
import type { TaskShape } from './taskShape.ts';

const NOTHING: Outcome = { findings: [], tasks: 0, events: 0 };

/** The stream that a partition key names; the quotes around it are in the bytes. */
const streamIn = ({ bytes, from, to }: Span, { partitionPrefix }: TaskShape): string => {
  const key = parseJson(bytes, from - 1, to + 1);
  return typeof key === 'string' ? key.slice(Buffer.from(partitionPrefix).toString().length) : '';
};

/**
 * What came of a stream whose items have all been added to `fold`; undefined when only the full way can tell. The items
 * are gone through again only where their numbers have grown wider than their padding.
 */
export function taskOutcome(
  fold: TaskFold,
  shape: TaskShape,
  key: Span,
  items: Items,
  reader: ItemReader,
): Outcome | undefined {
  let verdict = fold.verdict();
  if (verdict.kind === 'wide') {
    const { widest } = verdict;
    for (let width = shape.padding + 1; width <= widest && !fold.isUnsure(); width += 1) {
      items.each((bytes, from) => {
        reader.read(bytes, from);
        fold.addWide(reader.bytes, reader.found, width);
      });
    }
    verdict = fold.verdict();
  }
  switch (verdict.kind) {
    case 'none':
      return NOTHING;
    case 'clean': {
      const { events } = verdict;
      const overflow = fold.overflow();
      if (overflow === undefined) return { findings: [], tasks: 1, events };
      const { seq, at, type } = overflow;
      const finding: Finding = {
        kind: 'sequence-overflow',
        severity: 'warning',
        task: streamIn(key, shape),
        seq,
      };
      return { findings: [{ finding, at, type }], tasks: 1, events };
    }
    case 'wide':
    case 'unsure':
      return undefined;
  }
}
