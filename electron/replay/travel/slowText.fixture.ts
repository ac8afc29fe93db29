/** An expression that takes twice as long for each letter more. */
export const SLOW = '(a+)+$';

/** A text on which {@link SLOW} takes a while on this machine, and ends. */
export function slowText(): string {
  for (let letters = 12; ; letters += 1) {
    const text = `${'a'.repeat(letters)}!`;
    const begun = performance.now();
    new RegExp(SLOW, 'i').exec(text);
    if (performance.now() - begun > 5) return text;
  }
}
