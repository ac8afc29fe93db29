/** The place of a member of a layout file, as its faults name it: `events[0].match.sort`; empty for the file as a whole. */
export const layoutPlace = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`,
    '',
  );
