/** Ids as typed or pasted: one a line, since an id may hold commas and blanks. */
export const idsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** Whether an id looks like several on one line. */
export const looksLikeSeveral = (id: string): boolean => /[,;\s]/.test(id);

/** Where there is a comma, a semicolon or a tab, it is what stands between ids; else any blank. */
const partsOf = (line: string): readonly string[] => line.split(/[,;\t]/.test(line) ? /[,;\t]/ : /\s/);

/** The text with each id on a line of its own, for the reader who wrote several on one. */
export const takenApart = (text: string): string => idsIn(idsIn(text).flatMap(partsOf).join('\n')).join('\n');
