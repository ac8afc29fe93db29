import { throwIfCancelled } from '#shared/errors/appError.ts';
import type { AuditDelta, AuditPass } from '../../audit/auditPass.ts';
import type { AuditPiece, AuditPieces } from './sources/auditPiece.ts';
import type { UnitPace } from './unitPace.ts';

/** What an audit is driven with. */
export interface Drive {
  readonly pieces: AuditPieces;
  readonly pass: AuditPass;
  readonly pace: UnitPace;
  /** Read units that may be consumed in all. */
  readonly maxUnits: number | undefined;
  readonly signal: AbortSignal;
  /** Told of every piece once the pass has taken it; undefined: of what was judged at the end. */
  readonly onDelta: (delta: AuditDelta, piece: AuditPiece | undefined) => Promise<void>;
  /** Told when everything is read, before the last streams are judged. */
  readonly onJudging?: () => void;
}

/**
 * Feeds a pass until its source ends, or the ceiling is reached: then nothing is judged that was not read to its end,
 * and `false` comes back.
 * @throws `Cancelled`, and whatever source and pass throw
 */
export async function driveAudit({
  pieces,
  pass,
  pace,
  maxUnits,
  signal,
  onDelta,
  onJudging,
}: Drive): Promise<boolean> {
  let units = 0;
  const linesOf = new Set<number>();
  for await (const piece of pieces) {
    throwIfCancelled(signal);
    if (piece.kind === 'lines') {
      linesOf.add(piece.segment);
      await onDelta(await pass.addLines(piece.segment, piece.bytes), piece);
      continue;
    }
    const delta = await pass.addPage(piece.segment, piece.bytes);
    await onDelta(delta, piece);
    if (piece.lastKey === undefined) await onDelta(await pass.endSegment(piece.segment), undefined);
    units += piece.units;
    if (maxUnits !== undefined && units >= maxUnits) return false;
    await pace.spend(piece.units, signal);
    throwIfCancelled(signal);
  }
  for (const segment of linesOf) await onDelta(await pass.endSegment(segment), undefined);
  throwIfCancelled(signal);
  onJudging?.();
  await onDelta(await pass.end(), undefined);
  return true;
}
