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
  /** Whether a moment is wanted at which the pass holds exactly what was told, for a checkpoint say. */
  readonly wantsRest?: () => boolean;
  /** That moment: nothing is given to the pass before it settles. */
  readonly onRest?: () => Promise<void>;
}

/** Pieces given to the pass whose answers are still awaited: a worker folds one while the next is on its way. */
const UNDER_WAY = 2;

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
  wantsRest,
  onRest,
}: Drive): Promise<boolean> {
  let units = 0;
  const linesOf = new Set<number>();
  const underWay: { readonly delta: Promise<AuditDelta>; readonly piece: AuditPiece | undefined }[] = [];
  const give = (delta: Promise<AuditDelta>, piece: AuditPiece | undefined): void => {
    // Told when its turn comes; until then a failure has no other listener.
    delta.catch(() => undefined);
    underWay.push({ delta, piece });
  };
  const settle = async (left: number): Promise<void> => {
    for (let next = underWay[0]; next !== undefined && underWay.length > left; next = underWay[0]) {
      underWay.shift();
      await onDelta(await next.delta, next.piece);
    }
  };

  const feed = async (): Promise<boolean> => {
    for await (const piece of pieces) {
      throwIfCancelled(signal);
      if (piece.kind === 'lines') {
        linesOf.add(piece.segment);
        give(pass.addLines(piece.segment, piece.bytes, piece.table), piece);
      } else {
        const isLast = piece.lastKey === undefined;
        give(pass.addPage(piece.segment, piece.bytes, piece.table, isLast), piece);
      }
      const rests = wantsRest?.() === true;
      await settle(rests ? 0 : UNDER_WAY);
      if (rests) await onRest?.();
      if (piece.kind === 'lines') continue;
      units += piece.units;
      if (maxUnits !== undefined && units >= maxUnits) return false;
      await pace.spend(piece.units, signal);
      throwIfCancelled(signal);
    }
    for (const segment of linesOf) give(pass.endSegment(segment), undefined);
    return true;
  };

  try {
    const whole = await feed();
    await settle(0);
    if (!whole) return false;
  } catch (error) {
    // What the pass has taken must be told, or a checkpoint of it would count it twice.
    await settle(0).catch(() => undefined);
    throw error;
  }
  throwIfCancelled(signal);
  onJudging?.();
  await onDelta(await pass.end(), undefined);
  return true;
}
