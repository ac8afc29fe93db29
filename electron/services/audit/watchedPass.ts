import type { AuditPass } from '../../audit/auditPass.ts';

/** A pass that tells when it failed: what failed half-way through a piece is nothing to go on from. */
export function watchedPass(pass: AuditPass, onFailure: () => void): AuditPass {
  const watch = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      onFailure();
      throw error;
    }
  };
  return {
    addPage: (segment, page, table, last) => watch(pass.addPage(segment, page, table, last)),
    addLines: (segment, lines, table) => watch(pass.addLines(segment, lines, table)),
    endSegment: (segment) => watch(pass.endSegment(segment)),
    end: () => watch(pass.end()),
    checkpoint: () => pass.checkpoint(),
    onRunning: (listener) => pass.onRunning?.(listener),
    hold: (isHeld) => pass.hold?.(isHeld),
    close: (patience) => pass.close(patience),
  };
}
