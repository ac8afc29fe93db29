import type { Readable } from 'node:stream';
import { itemsOfLines } from '../../audit/readInput.ts';
import { compileLayout } from '../../layouts/streams/compileLayout.ts';
import { linePieces } from '../../services/audit/sources/linePieces.ts';
import { layoutNamed } from '../auditSetup.ts';
import type { CliContext } from '../context.ts';

/**
 * Prints every line of `input` after the stream that its item belongs to and a tab: `"ord-1"<tab>{…}`, `null` for an
 * item of none. So a program that knows no layouts can bring the items of a stream together.
 * @throws `CorruptFile` for a line that is no item
 */
export async function printPartitionKeys(
  { out, signal }: Pick<CliContext, 'out' | 'signal'>,
  input: Readable,
  named: string,
): Promise<void> {
  const { file, streamOf } = compileLayout(await layoutNamed(named));
  for await (const piece of linePieces(input, { name: 'Standard input', segment: 0, signal })) {
    if (piece.kind !== 'lines') continue;
    const lines = Buffer.from(piece.bytes)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    const items = itemsOfLines(piece.bytes, file.key.partition.name);
    for (const [index, item] of items.entries()) {
      await out.line(`${JSON.stringify(streamOf(item) ?? null)}\t${lines[index]?.trim() ?? ''}`);
    }
  }
}
