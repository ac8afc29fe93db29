import type { ConnectionTarget } from '#shared/contract/connections.ts';
import { connectDynamo } from '../dynamo/client.ts';
import type { Dynamo } from '../dynamo/dynamo.ts';
import { requireProfile } from '../dynamo/profiles.ts';
import { startEngine } from '../engine/startEngine.ts';
import { conflictJournal } from '../settings/conflictJournal.ts';
import { connectionsFile, EMBEDDED_ID } from '../settings/connectionsFile.ts';
import { rebuildJournal } from '../settings/rebuildJournal.ts';
import { askMfaCode } from './askMfaCode.ts';
import type { CliDeps, Connected, ConnectionChoice } from './deps.ts';
import { keptLayouts } from './savedLayouts.ts';

/** What opening a connection needs to know of this computer. */
export interface ConnectSettings {
  readonly dataFolder: string;
  /** Folders from which the engine's npm package is resolved. */
  readonly resolveFrom: readonly string[];
}

/** Opens connections for the command line: the same engine, settings and journals as the window's. */
export function createConnect({ dataFolder, resolveFrom }: ConnectSettings): CliDeps['connect'] {
  const open = async (
    target: ConnectionTarget,
    say: (line: string) => void,
  ): Promise<{ readonly dynamo: Dynamo; readonly close: () => Promise<void> }> => {
    if (target.kind === 'profile' && target.profile !== undefined) await requireProfile(target.profile);
    if (target.kind !== 'embedded') {
      const dynamo = connectDynamo(target);
      await dynamo.signIn(askMfaCode);
      return {
        dynamo,
        close: () => {
          dynamo.close();
          return Promise.resolve();
        },
      };
    }
    const engine = await startEngine({ dataFolder, resolveFrom, log: say });
    const dynamo = connectDynamo({ kind: 'endpoint', endpoint: engine.endpoint(), region: 'local' });
    return {
      dynamo,
      close: async () => {
        dynamo.close();
        await engine.stop();
      },
    };
  };

  const resolve = async (
    choice: ConnectionChoice,
    say: (line: string) => void,
  ): Promise<{ readonly id: string | undefined; readonly target: ConnectionTarget }> => {
    if (choice.kind === 'saved') {
      return connectionsFile(dataFolder, ({ message }) => say(message)).get(choice.name);
    }
    const { target } = choice;
    return { id: target.kind === 'embedded' ? EMBEDDED_ID : undefined, target };
  };

  return async (choice, say): Promise<Connected> => {
    const { id, target } = await resolve(choice, say);
    const journal = id === undefined ? undefined : conflictJournal({ dataFolder, connection: id, log: say });
    const kept = id === undefined ? undefined : keptLayouts(dataFolder, id, say);
    const opened = await open(target, say);
    return {
      ...opened,
      record: journal?.append,
      layouts:
        kept === undefined
          ? undefined
          : async (name) => (await kept.list()).find((layout) => layout.name === name),
      chosenLayout: kept?.chosenFor,
      rebuildJournal: rebuildJournal(dataFolder, id ?? opened.dynamo.endpoint),
    };
  };
}
