import { AppError, hasCode } from '#shared/errors/appError.ts';
import type { AuditPass } from '../audit/auditPass.ts';
import { EXPORT_FOLDER } from '../services/audit/sources/exportPieces.ts';

/** A file whose lines are audited. */
export interface ReadFile {
  readonly path: string;
  /** The list of files that its folder has not: then it was read because it lies there. */
  readonly missing?: string | undefined;
}

/** The error of a line, with the file that it is in, and why that was read. */
function inFile({ path, missing }: ReadFile, error: AppError<'CorruptFile'>): AppError {
  const { message, nextStep, details } = error;
  const said =
    missing === undefined ? nextStep : `There is no ${missing}, so this file was read. ${EXPORT_FOLDER}`;
  return new AppError('CorruptFile', {
    message: `${path}: ${message}`,
    ...(said === undefined ? {} : { nextStep: said }),
    ...(details === undefined ? {} : { details }),
    cause: error,
  });
}

/** A pass that says of a line which is no item what file it is in. */
export function namingFiles(
  pass: AuditPass,
  fileOf: (segment: number) => ReadFile | undefined = () => undefined,
): AuditPass {
  return {
    ...pass,
    addLines: async (segment, lines, table) => {
      try {
        return await pass.addLines(segment, lines, table);
      } catch (error) {
        const file = fileOf(segment);
        throw file !== undefined && hasCode(error, 'CorruptFile') ? inFile(file, error) : error;
      }
    },
  };
}
