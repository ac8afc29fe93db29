import { z } from 'zod';
import { compareSchema } from '#shared/model/reducerSpec.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { fromPlainMap, isPlainMap, type PlainMap } from './plainValue.ts';

const failureSchema = z.object({
  message: z.string(),
  file: z.string().optional(),
  line: z.int().min(1).optional(),
});

/** What went wrong in a reducer's code, and where, as far as that can be told. */
export type ModuleFailure = z.infer<typeof failureSchema>;

/** A failure in one line: `reducer.ts, line 7: qty is not defined`. */
export function failureText({ message, file, line }: ModuleFailure): string {
  if (file === undefined) return message;
  return `${file}${line === undefined ? '' : `, line ${line}`}: ${message}`;
}

/** What a reducer's files say of themselves. */
export interface ModuleAbout {
  readonly initial: PlainMap;
  readonly compare: z.infer<typeof compareSchema>;
  readonly hasInvariants: boolean;
}

const plainMapSchema = z.custom<PlainMap>((value) => isPlainMap(value), 'not an object');

const aboutSchema = z.object({
  initial: plainMapSchema,
  compare: compareSchema.nullable(),
  invariants: z.boolean(),
});

const failedSchema = z.object({ failed: failureSchema });

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

const UNREADABLE: ModuleFailure = { message: 'its answer cannot be read' };

/** Reads the answer to `load`. */
export function readAbout(text: string | undefined): ModuleAbout | { readonly failed: ModuleFailure } {
  const answer = parsed(text);
  const failed = failedSchema.safeParse(answer);
  if (failed.success) return failed.data;
  const about = aboutSchema.safeParse(answer);
  if (!about.success) {
    const issue = about.error.issues[0];
    return {
      failed: issue === undefined ? UNREADABLE : { message: `\`${issue.path.join('.')}\`: ${issue.message}` },
    };
  }
  const { initial, compare, invariants } = about.data;
  return { initial, compare: compare ?? compareSchema.parse({}), hasInvariants: invariants };
}

/** What one event came to: a state when it changed, invariants newly broken, or a failure. */
export type ModuleStep =
  | { readonly state: AttributeMap | undefined; readonly violated: readonly string[] }
  | { readonly failed: ModuleFailure };

const NONE: readonly string[] = [];

/** Reads the answer to one step. By hand where nothing failed: there is one for every event. */
export function readStep(text: string | undefined): ModuleStep {
  const answer = parsed(text);
  if (!isPlainMap(answer)) return { failed: UNREADABLE };
  if (Object.hasOwn(answer, 'failed')) {
    const failed = failedSchema.safeParse(answer);
    return failed.success ? failed.data : { failed: UNREADABLE };
  }
  const { state, violated } = answer;
  return {
    state: isPlainMap(state) ? fromPlainMap(state) : undefined,
    violated: Array.isArray(violated) ? violated.map(String) : NONE,
  };
}
