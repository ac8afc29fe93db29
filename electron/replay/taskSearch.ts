import { searchText } from './searchText.ts';
import type { TaskEntry } from './taskEntry.ts';

/** How well a text found a task: 0 its id, 1 the beginning of its id, 2 its id, 3 another key; undefined not at all. */
function matchRank(wanted: string, entry: TaskEntry): number | undefined {
  const id = entry.row.task.toLowerCase();
  if (id === wanted) return 0;
  if (id.startsWith(wanted)) return 1;
  if (id.includes(wanted)) return 2;
  return entry.keys.includes(wanted) ? 3 : undefined;
}

const ranked = (entries: readonly TaskEntry[], wanted: string): readonly TaskEntry[] =>
  entries
    .map((entry) => ({ entry, rank: matchRank(wanted, entry) }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ entry }) => entry);

/** The first of several searches that finds anything. */
function firstHit(
  wanted: readonly string[],
  search: (each: string) => readonly TaskEntry[],
): readonly TaskEntry[] {
  for (const each of wanted) {
    const hits = search(each);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** The entries whose keys a text finds, in their order; the tasks whose id it names first. */
export function findTasks(entries: readonly TaskEntry[], text: string): readonly TaskEntry[] {
  const { whole, words, parts } = searchText(text);
  if (whole === '') return [];
  const hits = ranked(entries, whole);
  if (hits.length > 0) return hits;
  const named = new Set(words);
  const exact = entries.filter(({ row }) => named.has(row.task.toLowerCase()));
  const others = firstHit(parts, (part) => ranked(entries, part));
  return [...exact, ...others.filter((entry) => !exact.includes(entry))];
}

/** The entries that contain a text anywhere, in their order; all of them when it is empty. */
export function narrowTasks(entries: readonly TaskEntry[], text: string): readonly TaskEntry[] {
  const { whole, words, parts } = searchText(text);
  if (whole === '') return entries;
  const containing = (wanted: string): readonly TaskEntry[] =>
    entries.filter((entry) => entry.keys.includes(wanted) || entry.text.includes(wanted));
  const hits = containing(whole);
  if (hits.length > 0) return hits;
  const named = new Set(words);
  const exact = entries.filter(({ row }) => named.has(row.task.toLowerCase()));
  return exact.length > 0 ? exact : firstHit(parts, containing);
}
