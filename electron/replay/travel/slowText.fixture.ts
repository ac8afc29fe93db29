/** An expression that takes twice as long for each letter more. */
export const SLOW = '(a+)+$';

/** Milliseconds that the expression takes on a text when nothing disturbs it. */
function timeOf(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const begun = performance.now();
    new RegExp(SLOW, 'i').exec(text);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

/** A text on which {@link SLOW} takes a while on this machine, and ends. */
export function slowText(): string {
  for (let letters = 12; ; letters += 1) {
    const text = `${'a'.repeat(letters)}!`;
    if (timeOf(text) > 5) return text;
  }
}
