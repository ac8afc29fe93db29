import type { LayoutPairing } from '#shared/model/layoutPairing.ts';
import { pairingWords } from '#shared/model/layoutPairingWords.ts';
import type { Dynamo } from '../../dynamo/dynamo.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import type { LayoutReport } from '../../layouts/streams/layoutReport.ts';
import { pairingOf } from '../../services/layoutPairing.ts';
import type { CliContext } from '../context.ts';
import { visible } from '../words.ts';

/** How the events and the projections of a report belong together; some are looked up in the table where none pairs. */
export async function pairingIn(
  { signal }: CliContext,
  dynamo: Dynamo,
  of: { readonly table: string; readonly layout: CompiledLayout; readonly whole: boolean },
  { streams }: LayoutReport,
): Promise<LayoutPairing | undefined> {
  const held = [...streams].map(
    ([stream, { events, hasProjection }]) =>
      [stream, { events, projections: hasProjection ? 1 : 0 }] as const,
  );
  return (await pairingOf(dynamo, { ...of, streams: new Map(held) }, signal)).pairing;
}

/** Says how they belong together, in the words of the window; a warning where they seem not to. */
export function sayPairing(
  { say }: CliContext,
  pairing: LayoutPairing | undefined,
  report: LayoutReport,
): void {
  const undecodable = report.rules.reduce((sum, { unread }) => sum + unread, 0);
  const words = pairingWords(pairing, { undecodable, id: 'stream' });
  if (words !== undefined) say(`${words.look === 'warning' ? 'Warning: ' : ''}${visible(words.says)}`);
}
