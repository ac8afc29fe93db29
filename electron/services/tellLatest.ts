/**
 * Tells what is so now, one telling at a time: a window that is slow at taking it gets the latest and never a queue. One
 * that cannot be told has gone, and the signal of its call ends what was told of.
 */
export function tellLatest(tell: () => Promise<void>): () => void {
  let telling = false;
  let waiting = false;
  const next = (): void => {
    telling = true;
    waiting = false;
    const done = (): void => {
      telling = false;
      if (waiting) next();
    };
    tell().then(done, () => {
      telling = false;
    });
  };
  return () => {
    if (telling) waiting = true;
    else next();
  };
}
