import { expect, it } from 'vitest';
import { hasCode } from '#shared/errors/appError.ts';
import type { ReducerState } from '#shared/model/reducerState.ts';
import { createFiles } from '../services/files.ts';
import type { Services } from '../hostServices.ts';
import { reducerHandlers } from './reducers.ts';

const REF = { connection: 'c', table: 't' };
const CONTEXT = {
  signal: new AbortController().signal,
  portId: 'window-1-a',
};
const STATE: ReducerState = {
  kind: 'builtIn',
  name: 'built-in',
  version: 0,
  isLoaded: false,
  hasInvariants: false,
};

/** Handlers, and the files that were chosen through them. */
function handlersWith(files: Services['files']) {
  const chosen: (string | undefined)[] = [];
  const unused = (): never => expect.fail('not asked for');
  const handlers = reducerHandlers({
    files,
    reducers: {
      setupOf: unused,
      setupBy: unused,
      setupToWrite: unused,
      state: unused,
      reload: unused,
      watch: unused,
      close: unused,
      offer: (file) => {
        chosen.push(file);
        return { id: 'file', name: file };
      },
      choose: (_, file) => {
        chosen.push(file);
        return Promise.resolve(STATE);
      },
    },
    whatIfs: { states: unused, run: unused },
  });
  return { handlers, chosen };
}

it('on the desktop a file is run only when it came out of a dialog', async () => {
  let answer: string | undefined = '/picked.ts';
  const { handlers, chosen } = handlersWith(
    createFiles({ open: () => Promise.resolve(answer), save: () => Promise.resolve(undefined) }),
  );
  const error: unknown = await handlers
    .choose({ ...REF, file: '/named.ts' }, CONTEXT)
    .catch((reason: unknown) => reason);
  expect(hasCode(error, 'InvalidInput')).toBe(true);
  expect(await handlers.pick(REF, CONTEXT)).toEqual(STATE);
  await handlers.choose({ ...REF, file: null }, CONTEXT);
  answer = undefined;
  expect(await handlers.pick(REF, CONTEXT)).toBeNull();
  expect(chosen).toEqual(['/picked.ts', undefined]);
});

it('a file to compare with is taken in the same way', async () => {
  const dialogs = { open: () => Promise.resolve('/picked.ts'), save: () => Promise.resolve(undefined) };
  const desktop = handlersWith(createFiles(dialogs));
  await expect(desktop.handlers.offer({ file: '/named.ts' }, CONTEXT)).rejects.toMatchObject({
    code: 'InvalidInput',
  });
  expect(await desktop.handlers.offer({}, CONTEXT)).toEqual({ id: 'file', name: '/picked.ts' });
  expect(desktop.chosen).toEqual(['/picked.ts']);
  const web = handlersWith(createFiles(undefined));
  expect(await web.handlers.offer({ file: '/named.ts' }, CONTEXT)).toEqual({ id: 'file', name: '/named.ts' });
  await expect(web.handlers.offer({}, CONTEXT)).rejects.toMatchObject({ code: 'InvalidInput' });
});

it('in web mode, without dialogs, the path is written', async () => {
  const { handlers, chosen } = handlersWith(createFiles(undefined));
  await handlers.choose({ ...REF, file: '/named.ts' }, CONTEXT);
  expect(chosen).toEqual(['/named.ts']);
});
