import type { Finding } from '#shared/model/finding.ts';
import type { Span } from './compareBytes.ts';
import type { Outcome } from './fullJudge.ts';
import type { ItemReader } from './itemReader.ts';
import type { Items } from './keptItems.ts';
import type { StreamFold, StreamShape } from './streamShape.ts';

const NONE: Outcome['findings'] = [];
const NOTHING: Outcome = { findings: NONE, tasks: 0, events: 0 };

/**
 * What came of a stream whose items have all been added to `fold`; undefined when only the full way can tell. The items
 * are gone through again only where their numbers have grown wider than their padding.
 */
export function foldOutcome(
  fold: StreamFold,
  shape: StreamShape,
  key: Span,
  items: () => Items,
  reader: ItemReader,
): Outcome | undefined {
  let verdict = fold.verdict();
  if (verdict.kind === 'wide') {
    const { widest } = verdict;
    const again = items();
    for (let width = shape.padding + 1; width <= widest && !fold.isUnsure(); width += 1) {
      again.each((bytes, from) => {
        reader.read(bytes, from);
        fold.addWide(reader, width);
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
      if (overflow === undefined) return { findings: NONE, tasks: 1, events };
      const { seq, at, type } = overflow;
      const finding: Finding = {
        kind: 'sequence-overflow',
        severity: 'warning',
        task: shape.streamOf(key),
        seq,
      };
      return { findings: [{ finding, at, type }], tasks: 1, events };
    }
    case 'wide':
    case 'unsure':
      return undefined;
  }
}
