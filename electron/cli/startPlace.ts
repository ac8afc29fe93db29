import type { Connection, ConnectionTarget } from '#shared/contract/connections.ts';
import { pathToPlace, uriToPlace, type Place } from '#shared/model/place.ts';
import type { ConnectionsFile } from '../settings/connectionsFile.ts';
import type { ConnectionChoice } from './deps.ts';

const sameTarget = (a: ConnectionTarget, b: ConnectionTarget): boolean => {
  if (a.kind === 'embedded') return b.kind === 'embedded';
  if (a.kind === 'endpoint') {
    return b.kind === 'endpoint' && a.endpoint === b.endpoint && a.region === b.region;
  }
  return b.kind === 'profile' && a.profile === b.profile && a.region === b.region;
};

const nameOf = (target: ConnectionTarget): string => {
  switch (target.kind) {
    case 'embedded':
      return 'Embedded';
    case 'endpoint':
      return `${target.endpoint} (${target.region})`;
    case 'profile':
      return [target.profile ?? 'AWS', ...(target.region === undefined ? [] : [`(${target.region})`])].join(
        ' ',
      );
  }
};

/** The saved connection that a choice means; a target that is not saved yet is saved, so that the window can show it. */
async function connectionOf(choice: ConnectionChoice, file: ConnectionsFile): Promise<Connection> {
  if (choice.kind === 'saved') return file.get(choice.name);
  const { target } = choice;
  const known = (await file.list()).find((connection) => sameTarget(connection.target, target));
  return known ?? file.save({ name: nameOf(target), target });
}

/**
 * Where the window starts: at the link, else at the chosen connection, else wherever it was last.
 * @throws `NotFound` when there is no saved connection of that name
 */
export async function startPlace(
  link: string | undefined,
  choice: ConnectionChoice | undefined,
  file: ConnectionsFile,
): Promise<Place | undefined> {
  if (link !== undefined) return uriToPlace(link) ?? pathToPlace(link);
  return choice === undefined ? undefined : { connection: (await connectionOf(choice, file)).id };
}
