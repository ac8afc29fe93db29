import { describe, expect, it } from 'vitest';
import { addressOf, createRouterStore, linkedPlace, readAddress, type AddressBar } from './router.ts';

const fakeBar = (start: string) => {
  const history = [start];
  let moved = (): void => undefined;
  const bar: AddressBar = {
    read: () => history.at(-1) ?? '/',
    write: (path, replace) => {
      if (replace) history.pop();
      history.push(path);
    },
    onMove: (listener) => (moved = listener),
  };
  const back = (): void => {
    history.pop();
    moved();
  };
  return { bar, history, back };
};

const PLACE = { connection: 'embedded', table: 'tasks', task: 'ord-1', seq: 5 };

describe('addresses', () => {
  it('carry the view beside the place', () => {
    for (const view of ['task', 'conflicts', 'deadLetters', 'audit', 'layout'] as const) {
      expect(readAddress(addressOf(PLACE, view))).toEqual({ place: PLACE, view, unknown: false });
      expect(readAddress(addressOf({ connection: 'a' }, view))).toEqual({
        place: { connection: 'a' },
        view,
        unknown: false,
      });
    }
  });

  it('carry what a task is compared with', () => {
    const stored = { kind: 'stored' } as const;
    const other = { kind: 'place', place: { ...PLACE, task: 'a/b?c&d=é', seq: 7 } } as const;
    for (const compared of [stored, other]) {
      expect(readAddress(addressOf(PLACE, 'compare', compared))).toEqual({
        place: PLACE,
        view: 'compare',
        other: compared,
        unknown: false,
      });
    }
  });

  it('that compare with nothing, or with no task, show the task', () => {
    for (const query of ['', 'with=', 'with=%2Ft%2Fembedded', 'with=%E0%A4%A'])
      expect(readAddress(`/t/embedded/tasks/ord-1?${query}`)).toMatchObject({ view: 'task' });
  });

  it('that name nothing lead to the start and say so', () => {
    expect(readAddress('/nowhere')).toEqual({ place: {}, view: 'task', unknown: true });
  });
});

describe('createRouterStore', () => {
  it('starts where the address says', () => {
    const { bar } = fakeBar('/t/embedded/tasks/ord-1?seq=5');
    expect(createRouterStore(bar).getState().place).toEqual(PLACE);
  });

  it('writes every step into the history, and moves of the scrubber over the last one', () => {
    const { bar, history } = fakeBar('/');
    const { go } = createRouterStore(bar).getState();
    go({ connection: 'embedded', table: 'tasks', task: 'ord-1' });
    go(PLACE, { replace: true });
    expect(history).toEqual(['/', '/t/embedded/tasks/ord-1?seq=5']);
  });

  it('follows a link to a comparison, which is the address it was copied from', () => {
    const { bar, history } = fakeBar('/t/embedded');
    const { follow, go } = createRouterStore(bar).getState();
    const other = { kind: 'place', place: { ...PLACE, task: 'ord-2', seq: 7 } } as const;
    const at = { place: { ...PLACE, grouped: true }, view: 'compare', other } as const;
    follow(linkedPlace(at));
    expect(readAddress(history.at(-1) ?? '')).toEqual({ ...at, unknown: false });
    go(at.place, { view: 'compare', other });
    expect(history).toHaveLength(2);
  });

  it('follows the reader back', () => {
    const { bar, back } = fakeBar('/t/embedded');
    const router = createRouterStore(bar);
    router.getState().go(PLACE);
    back();
    expect(router.getState().place).toEqual({ connection: 'embedded' });
  });

  it('remembers the task that was looked at before', () => {
    const { bar } = fakeBar('/t/embedded/tasks/ord-1?seq=5');
    const router = createRouterStore(bar);
    router.getState().go({ ...PLACE, seq: 6 });
    expect(router.getState().before).toBeUndefined();
    router.getState().go({ ...PLACE, task: 'ord-2' });
    expect(router.getState().before).toMatchObject({ task: 'ord-1', seq: 6 });
  });

  it('does not write the address it is at', () => {
    const { bar, history } = fakeBar('/t/embedded');
    createRouterStore(bar).getState().go({ connection: 'embedded' });
    expect(history).toHaveLength(1);
  });
});
