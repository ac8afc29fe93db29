import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { connectionsFile, EMBEDDED_ID } from '../settings/connectionsFile.ts';
import { layoutsFile } from '../settings/layoutsFile.ts';
import { savedLayoutsFile } from '../settings/savedLayoutsFile.ts';
import type { ConnectionChoice } from './deps.ts';

type Say = (line: string) => void;

/** What the window keeps of layouts for one connection. */
export interface KeptLayouts {
  /** The layout files saved beside it. */
  readonly list: () => Promise<readonly LayoutFile[]>;
  /** The name of the layout that was chosen by hand for a table there. */
  readonly chosenFor: (table: string) => Promise<string | undefined>;
}

/** Of the connection with this id. */
export function keptLayouts(dataFolder: string, connection: string, say: Say): KeptLayouts {
  const tell = ({ message }: { readonly message: string }): void => say(message);
  return {
    list: () => savedLayoutsFile(dataFolder, tell).list(connection),
    chosenFor: (table) => layoutsFile(dataFolder, tell).of({ connection, table }),
  };
}

/** Layout files saved beside the connection that is named; none where nothing is saved beside it. Connects to nothing. */
export const createSavedLayouts =
  (dataFolder: string) =>
  async (choice: ConnectionChoice, say: Say): Promise<readonly LayoutFile[]> => {
    if (choice.kind === 'target' && choice.target.kind !== 'embedded') return [];
    const id =
      choice.kind === 'saved'
        ? (await connectionsFile(dataFolder, ({ message }) => say(message)).get(choice.name)).id
        : EMBEDDED_ID;
    return keptLayouts(dataFolder, id, say).list();
  };
