import type { AppClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/appError.ts';
import type { WhatIfReducer } from '#shared/model/whatIf.ts';

/** What folds one side of a comparison, as the reader chooses it. */
export type SideBy = Extract<WhatIfReducer, string> | 'other';

/** One side of a comparison as it is entered; `path` and `file` are for another file, by writing or by a dialog. */
export interface Side {
  readonly by: SideBy;
  readonly path: string;
  readonly file: { readonly id: string; readonly name: string } | undefined;
}

/** A side that one of the table's reducers folds. */
export const sideBy = (by: SideBy): Side => ({ by, path: '', file: undefined });

/** Whether it is said what folds a side. */
export const isNamed = ({ by, path, file }: Side, hasDialogs: boolean): boolean =>
  by !== 'other' || (hasDialogs ? file !== undefined : path.trim() !== '');

/** The reducer of a side; a path is told to the host first. @throws `InvalidInput` for one that is not absolute */
export async function reducerOf(
  client: Pick<AppClient, 'reducers'>,
  { by, path, file }: Side,
  hasDialogs: boolean,
): Promise<WhatIfReducer> {
  if (by !== 'other') return by;
  const named = hasDialogs ? file : await client.reducers.offer({ file: path.trim() });
  if (named === undefined || named === null) {
    throw new AppError('InvalidInput', { message: 'No file is chosen.', nextStep: 'Choose one.' });
  }
  return { file: named.id };
}
