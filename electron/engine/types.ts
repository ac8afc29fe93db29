/** The engines we can run, best first: dynoxide (npm), Amazon's DynamoDB Local (Java), dynalite (npm). */
export const ENGINE_KINDS = ['dynoxide', 'dynamodb-local', 'dynalite'] as const;

/** One of the engines we can run. */
export type EngineKind = (typeof ENGINE_KINDS)[number];

/** Receives one plain line about what goes on; where it goes is the composition root's choice. */
export type Log = (line: string) => void;

/** How to start an engine on a port: the program, its arguments, and where its data lies. */
export interface EngineProgram {
  readonly kind: EngineKind;
  /** What people call it, with its version where known: `dynoxide 1.2.1`. */
  readonly name: string;
  /** What this engine cannot do, as a plain sentence; absent when it can do all that we need. */
  readonly limits?: string;
  readonly command: string;
  /** Arguments for a server on `port`, with its data at `dataPath`, or in memory when that is undefined. */
  readonly args: (port: number, dataPath: string | undefined) => readonly string[];
  /** Working folder, where the program finds its libraries relative to it. */
  readonly cwd?: string;
}

/** Whether the engine answers. `message` is a plain sentence; `since` is RFC 3339. */
export interface EngineState {
  readonly state: 'starting' | 'ready' | 'restarting' | 'failed' | 'stopped';
  readonly message: string;
  readonly nextStep?: string;
  readonly since: string;
}

/** A running embedded engine, ours or one shared with another Dynascope on the same data folder. */
export interface Engine {
  /** What people call it, with its version where known: `dynoxide 1.2.1`. */
  readonly name: string;
  /** Base address, such as `http://127.0.0.1:41234`. May change after a restart: ask again after `restarting`. */
  readonly endpoint: () => string;
  readonly state: () => EngineState;
  /** Calls `changed` with every later state; gives back what ends that. */
  readonly watch: (changed: (state: EngineState) => void) => () => void;
  /** Ends the engine and starts it again, also after it has failed. Throws `EngineStopped` when it does not come up. */
  readonly restart: () => Promise<void>;
  /** Leaves the engine; ends it when no other Dynascope uses it. */
  readonly stop: () => Promise<void>;
}
