/** How fast items come of late. */
export interface ItemRate {
  add(items: number): void;
  /** Items a second over the last seconds; undefined before there are two looks. */
  perSecond(): number | undefined;
  /** Forgets what was before a pause. */
  reset(): void;
}

/** Milliseconds that a rate looks back. */
const SPAN = 5000;

/** Makes a rate; `now` in milliseconds. */
export function createItemRate(now: () => number): ItemRate {
  let looks: { readonly ms: number; readonly items: number }[] = [];
  return {
    add: (items) => {
      const ms = now();
      const last = looks.at(-1);
      // A look every tenth of a second is enough, and keeps the list short.
      if (last !== undefined && ms - last.ms < 100) return;
      looks = [...looks.filter((look) => ms - look.ms <= SPAN), { ms, items }];
    },
    perSecond: () => {
      const [first] = looks;
      const last = looks.at(-1);
      if (first === undefined || last === undefined || last.ms === first.ms) return undefined;
      return ((last.items - first.items) * 1000) / (last.ms - first.ms);
    },
    reset: () => {
      looks = [];
    },
  };
}
