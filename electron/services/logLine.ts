/** One line for a log out of a message and what was caught, whatever that is. */
export function logLine(message: string, cause?: unknown): string {
  if (cause === undefined) return message;
  if (cause instanceof Error) return `${message}: ${cause.name}: ${cause.message}`;
  return `${message}: ${typeof cause === 'string' ? cause : JSON.stringify(cause)}`;
}
