const COUNT = new Intl.NumberFormat('en');

/** A count with thousands separated: `12,000`. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `1 event`, `2 events`: a count with its noun. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
