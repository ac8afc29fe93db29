/** Whether every word of `text` occurs in `label`, in any order and case. */
export function matchesWords(label: string, text: string): boolean {
  const within = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}

/** The sequence in `#123`, or undefined when `text` is not one. */
export function eventNumber(text: string): number | undefined {
  const found = /^#\s*(\d{1,9})$/.exec(text.trim());
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
