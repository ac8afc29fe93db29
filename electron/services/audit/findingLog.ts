import type { AuditFinding } from '../../audit/auditPass.ts';
import type { AuditFiles } from '../../settings/auditFolder.ts';
import { createFindingIndex, type FindingIndex } from './findingIndex.ts';
import { readFindings } from './readFindings.ts';

/** The findings of an audit: written as they come, and indexed by where they lie. */
export interface FindingLog {
  readonly index: FindingIndex;
  /** How many bytes of them are written. */
  bytes(): number;
  /** Writes findings behind the others. When it rejects, part of them may be written and none is indexed. */
  append(findings: readonly AuditFinding[]): Promise<void>;
  /** Settles when what was written is on disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Reads the findings of before, as far as the checkpoint knows them. */
async function indexed(files: Pick<AuditFiles, 'findings'>, bytes: number): Promise<FindingIndex> {
  const index = createFindingIndex();
  await readFindings(files.findings(), (stored) => {
    const isKnown = stored.offset + stored.length <= bytes;
    if (isKnown) index.add(stored);
    return isKnown;
  });
  return index;
}

/** Opens the findings of an audit behind the first `known` bytes; what lies behind them is cut off. */
export async function openFindingLog(
  files: Pick<AuditFiles, 'findings' | 'openFindings'>,
  known: number,
): Promise<FindingLog> {
  const index = await indexed(files, known);
  const file = await files.openFindings(known);
  let bytes = known;
  return {
    index,
    bytes: () => bytes,
    async append(findings) {
      if (findings.length === 0) return;
      let end = bytes;
      const lines = findings.map((row) => {
        const line = JSON.stringify(row);
        const length = Buffer.byteLength(line);
        const stored = { row, offset: end, length };
        end += length + 1;
        return { line, stored };
      });
      await file.appendFile(`${lines.map(({ line }) => line).join('\n')}\n`);
      bytes = end;
      for (const { stored } of lines) index.add(stored);
    },
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}
