/** Names of pages. */
export const PAGES = ['Start', 'Work', 'Reading'] as const;

/** Types and titles of widgets. */
export const WIDGETS = [
  ['bookmarks', 'Every day'],
  ['bookmarks', 'Tools'],
  ['notes', 'Scratchpad'],
] as const;

/** Names of groups. */
export const GROUPS = ['News', 'Weather', 'Databases', 'Recipes', 'Maps', 'Timetables', 'To read'] as const;

/** Titles and addresses of bookmarks. */
export const LINKS = [
  ['Morning paper', 'https://news.example.org/today'],
  ['Rain radar', 'https://weather.example.org/radar?place=halle'],
  ['Conditional writes', 'https://docs.example.org/dynamodb/conditions#expressions'],
  ['Sourdough, step by step', 'https://kitchen.example.org/sourdough'],
  ['Night trains', 'https://rail.example.org/night'],
  ['Postmortem of the label printer', 'https://wiki.example.org/incidents/2026-02'],
  ['Größenrechner', 'https://tools.example.org/größen'],
  ['単語帳', 'https://words.example.org/?set=n3'],
  ['Queue dashboard', 'https://ops.example.org/queues/payments'],
] as const;

/** Titles and contents of notes. */
export const NOTES = [
  ['Before the move', 'Boxes\nMeter readings\nForward the post'],
  ['Talk', 'One table, many shapes. Show the tree first, then the queries.'],
  ['Numbers', 'Batch of 25, transaction of 100, item of 400 KB.'],
  ['Plants', 'Water the ferns on Tuesdays.'],
] as const;

/** Colours of groups and notes. */
export const COLOURS = ['teal', 'amber', 'violet', 'slate'] as const;

/** Tags. */
export const TAGS = ['urgent', 'to-read', 'team:ops', 'home', 'C#'] as const;
