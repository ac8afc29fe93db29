import { aboutModule } from './moduleReducer.ts';
import type { ModuleAbout, ModuleFailure } from './moduleAnswers.ts';
import type { ModuleSource } from './replaySetup.ts';
import { openSandbox, type SandboxOptions } from './sandbox/sandbox.ts';

/** What a module says of itself, or why it cannot be run. */
export type ModuleCheck = ModuleAbout | { readonly failed: ModuleFailure };

/** Loads a module in a sandbox of its own, asks what it is, and closes it again. */
export function checkModule(source: ModuleSource, sandbox: SandboxOptions | undefined): ModuleCheck {
  if (sandbox === undefined) return { failed: { message: 'there is nothing here to run it in' } };
  const opened = openSandbox(source.files, sandbox);
  try {
    return aboutModule(opened);
  } finally {
    opened.close();
  }
}
