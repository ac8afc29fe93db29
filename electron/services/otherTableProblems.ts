import { hasCode } from '#shared/errors/appError.ts';
import type { KeySchema } from '#shared/model/layout.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import type { LayoutProblem } from '../layouts/streams/checkLayout.ts';
import { keyProblem } from '../layouts/streams/keyProblem.ts';

/** The key of a table, or what is known of it instead: that there is none, or nothing. */
async function keyOf(
  dynamo: Dynamo,
  table: string,
  signal: AbortSignal,
): Promise<KeySchema | 'none' | 'unknown'> {
  try {
    return (await dynamo.describeTable(table, { signal })).key;
  } catch (error) {
    // Who may not describe a table may still be allowed to read it; reading it tells then.
    return hasCode(error, 'TableNotFound') ? 'none' : 'unknown';
  }
}

/** What is wrong with the tables that a layout names for projections, beside the one of its events. */
export async function otherTableProblems(
  dynamo: Dynamo,
  { table: own }: { readonly table: string },
  layout: LayoutFile,
  signal: AbortSignal,
): Promise<readonly LayoutProblem[]> {
  const problems = layout.projections.map(async ({ table }, index): Promise<LayoutProblem | undefined> => {
    if (table === undefined || table === own) return undefined;
    const path = `projections[${index}].table`;
    const key = await keyOf(dynamo, table, signal);
    if (key === 'unknown') return undefined;
    if (key === 'none') {
      return {
        path,
        says: `There is no table “${table}”.`,
        nextStep: 'Write the name of the table that the projections lie in.',
      };
    }
    const problem = keyProblem(layout, key, table);
    return problem && { ...problem, path };
  });
  return (await Promise.all(problems)).filter((problem) => problem !== undefined);
}
