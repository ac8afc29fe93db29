import type { ConnectionTarget } from '#shared/contract/connections.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Conflict } from '#shared/model/conflict.ts';
import type { OpenAuditPass } from '../audit/auditPass.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import type { SandboxOptions } from '../replay/reducers/sandbox/sandbox.ts';
import type { RebuildJournal } from '../settings/rebuildJournal.ts';

/** Which DynamoDB a command works on: a saved connection by its name, or one described on the command line. */
export type ConnectionChoice =
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'target'; readonly target: ConnectionTarget };

/** An open connection. */
export interface Connected {
  readonly dynamo: Dynamo;
  /** Keeps a lost race in the connection's journal; absent where the connection is not a saved one. */
  readonly record: ((conflict: Conflict) => Promise<void>) | undefined;
  /** Where rebuilds over it are journalled; of a connection that is not saved, under its address. */
  readonly rebuildJournal: RebuildJournal;
  /** A layout saved for this connection, by its name; absent where the connection is not a saved one. */
  readonly layouts?: ((name: string) => Promise<LayoutFile | undefined>) | undefined;
  /** The layout that was chosen in the window for a table; absent likewise. */
  readonly chosenLayout?: ((table: string) => Promise<string | undefined>) | undefined;
  /** Closes it, and leaves the embedded engine when it was used. */
  readonly close: () => Promise<void>;
}

/** How the window is to be shown. */
export interface WindowOptions {
  readonly choice: ConnectionChoice | undefined;
  /** A place to go to at once, from a deep link or a path; the window says when there is none. */
  readonly link: string | undefined;
  /** Whether a browser is opened when the window is served in web mode. */
  readonly openBrowser: boolean;
  readonly signal: AbortSignal;
  /** Plain sentences for the reader. */
  readonly say: (line: string) => void;
}

/** How web mode is to be served. */
export interface ServeOptions {
  /** Port of the loopback address; 0 takes any free one. */
  readonly port: number;
  readonly choice: ConnectionChoice | undefined;
  readonly say: (line: string) => void;
  /** Told of a fresh one-use address, when a browser came without a good one. */
  readonly onNewLink: (url: string) => void;
}

/** A running web mode. */
export interface Serving {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What the command line needs of the rest of the program; the composition root gives it. */
export interface CliDeps {
  readonly version: string;
  /** Opens a connection; the embedded engine is started when it is chosen and not running. `say` gets its warnings. */
  readonly connect: (choice: ConnectionChoice, say: (line: string) => void) => Promise<Connected>;
  /** Layout files saved beside a connection, which is not opened for them; absent: nothing is saved anywhere. */
  readonly savedLayouts?: (
    choice: ConnectionChoice,
    say: (line: string) => void,
  ) => Promise<readonly LayoutFile[]>;
  /** Shows the window and resolves with the exit status once it is closed. */
  readonly openWindow: (options: WindowOptions) => Promise<number>;
  readonly serve: (options: ServeOptions) => Promise<Serving>;
  /** How reducers of the reader's own run. */
  readonly sandbox: SandboxOptions;
  /** Starts the pass of an audit. */
  readonly openPass: OpenAuditPass;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
