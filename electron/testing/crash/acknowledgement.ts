import { z } from 'zod';

/** What the writer tells once the store has told it: an event is written, or the projection has followed it. */
const acknowledgementSchema = z.object({
  what: z.enum(['event', 'status', 'both']),
  task: z.string(),
  seq: z.int().min(1),
  mark: z.string(),
});

/** One acknowledged write. `mark` is the event's. */
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

/** The acknowledgement in one line of the writer's output. */
export function readAcknowledgement(line: string): Acknowledgement {
  return acknowledgementSchema.parse(JSON.parse(line));
}

/** The line that {@link readAcknowledgement} reads. */
export function acknowledgementLine(acknowledgement: Acknowledgement): string {
  return `${JSON.stringify(acknowledgement)}\n`;
}
