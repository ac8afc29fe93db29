/** The system's short name of a failed file or process call, such as `ENOENT`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether a file call failed because there is nothing at that path. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT';
}
