import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { AppError } from '#shared/errors/appError.ts';
import type { CliContext } from '../context.ts';
import { createOutput, type Output } from '../output.ts';
import type { Paint } from '../style.ts';
import { junitReport } from './junitReport.ts';
import { jsonReport, textReport } from './lineReports.ts';
import type { Report, ReportHead } from './report.ts';
import { sarifReport } from './sarifReport.ts';

/** How a report is written. */
export const FORMATS = ['text', 'json', 'junit', 'sarif'] as const;

/** How a report is written. */
export type Format = (typeof FORMATS)[number];

const reportOf = (format: Format, out: Output, paint: Paint, head: ReportHead): Promise<Report> => {
  switch (format) {
    case 'text':
      return Promise.resolve(textReport(out, paint, head));
    case 'json':
      return Promise.resolve(jsonReport(out));
    case 'junit':
      return junitReport(out, head);
    case 'sarif':
      return sarifReport(out, head);
  }
};

const unwritable = (file: string, cause: unknown): AppError =>
  new AppError('InvalidInput', {
    message: `${file} could not be written.`,
    nextStep: 'Check that its folder is there and may be written to, and that the disk is not full.',
    cause,
  });

/** A report in a file, which appears under its name when it is whole. @throws AppError `InvalidInput` when it cannot be */
async function fileReport(format: Format, file: string, head: ReportHead): Promise<Report> {
  const unfinished = `${file}.unfinished`;
  const stream = createWriteStream(unfinished);
  const written = finished(stream).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const out = createOutput(stream, () => undefined);
  const report = await reportOf(format, out, (_, text) => text, head);
  /** What a full disk ended is told as that, and not as nobody reading. */
  const guarded = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      throw out.isClosed() ? unwritable(file, (await written)?.error) : error;
    }
  };
  return {
    add: (finding) => guarded(report.add(finding)),
    end: async (summary, complete) => {
      await guarded(report.end(summary, complete));
      await out.flush();
      stream.end();
      const failure = await written;
      if (failure !== undefined) throw unwritable(file, failure.error);
      await rename(unfinished, file);
    },
    close: async () => {
      await report.close();
      stream.destroy();
      await written;
      await rm(unfinished, { force: true });
    },
  };
}

/** A report on standard output, or in `file`. */
export function openReport(
  { out, paint }: Pick<CliContext, 'out' | 'paint'>,
  { format, file, ...head }: ReportHead & { readonly format: Format; readonly file: string | undefined },
): Promise<Report> {
  return file === undefined ? reportOf(format, out, paint, head) : fileReport(format, file, head);
}
