/** Parts of the list of keys. */
export type ActionGroup = 'Everywhere' | 'Tasks' | 'Events of a task' | 'Looking and playing' | 'Writing';

interface ActionEntry {
  readonly label: string;
  /** Other words by which the palette finds it, such as what a button says. */
  readonly words?: string;
  readonly group: ActionGroup;
  /** Keys as `KeyboardEvent.key` gives them; a space stands between keys pressed one after the other, `Mod` is Ctrl or ⌘. */
  readonly keys: readonly string[];
}

/**
 * Everything that a key or the command palette can do, in the order of the help. Parts of the window register what
 * each does while they are on screen; README's list of keys is this table.
 */
export const ACTIONS = {
  'palette.open': { label: 'Find a task, a table or a command', group: 'Everywhere', keys: ['Mod+k'] },
  'go.tasks': { label: 'Go to the list of tasks or other entries', group: 'Everywhere', keys: ['g t'] },
  'go.conflicts': { label: 'Go to the conflicts', group: 'Everywhere', keys: ['g c'] },
  'go.deadLetters': { label: 'Go to the dead letters', group: 'Everywhere', keys: ['g d'] },
  'go.audit': { label: 'Audit the table, or go to its audits', group: 'Everywhere', keys: ['g a'] },
  'activity.toggle': {
    label: 'Show or hide the calls to DynamoDB',
    words: 'activity',
    group: 'Everywhere',
    keys: ['g v'],
  },
  'filter.focus': { label: 'Filter what has the focus', group: 'Everywhere', keys: ['/'] },
  copy: { label: 'Copy what has the focus', group: 'Everywhere', keys: ['c'] },
  'link.copy': { label: 'Copy a link to this place', group: 'Everywhere', keys: ['y'] },
  refresh: { label: 'Read again', group: 'Everywhere', keys: ['r'] },
  'theme.toggle': { label: 'Change between light and dark', words: 'theme', group: 'Everywhere', keys: [] },
  'time.toggle': {
    label: 'Change between clock times and distances from now',
    group: 'Everywhere',
    keys: [],
  },
  'layout.make': { label: 'Make a layout for this table', group: 'Everywhere', keys: [] },
  'connection.add': { label: 'Add a connection', group: 'Everywhere', keys: [] },
  help: { label: 'Show all keys', group: 'Everywhere', keys: ['?'] },
  'task.next': { label: 'Next task or other entry', group: 'Tasks', keys: ['J'] },
  'task.previous': { label: 'Previous task or other entry', group: 'Tasks', keys: ['K'] },
  'event.next': { label: 'Next event', group: 'Events of a task', keys: ['j'] },
  'event.previous': { label: 'Previous event', group: 'Events of a task', keys: ['k'] },
  'scrub.forward': { label: 'Scrub forward', group: 'Events of a task', keys: ['ArrowRight'] },
  'scrub.back': { label: 'Scrub back', group: 'Events of a task', keys: ['ArrowLeft'] },
  'change.next': { label: 'Next change of the focused field', group: 'Events of a task', keys: [']'] },
  'change.previous': {
    label: 'Previous change of the focused field',
    group: 'Events of a task',
    keys: ['['],
  },
  'group.toggle': { label: 'Group events of one type, or not', group: 'Events of a task', keys: ['z'] },
  'type.hide': { label: 'Hide events of the selected type', group: 'Events of a task', keys: ['h'] },
  'type.showAll': { label: 'Show all events again', group: 'Events of a task', keys: ['H'] },
  'task.compare': { label: 'Compare this task with…', group: 'Tasks', keys: ['g w'] },
  'task.mark': { label: 'Mark the task for a comparison, or not', group: 'Tasks', keys: ['v'] },
  'task.compareMarked': { label: 'Compare the two marked tasks', group: 'Tasks', keys: ['V'] },
  'causes.show': {
    label: 'Show what caused this event, and what came of it',
    group: 'Events of a task',
    keys: [],
  },
  'difference.next': { label: 'Next difference of a comparison', group: 'Tasks', keys: ['d'] },
  'difference.previous': { label: 'Previous difference of a comparison', group: 'Tasks', keys: ['D'] },
  'field.history': {
    label: 'Go to the history of the chosen field',
    group: 'Events of a task',
    keys: ['g h'],
  },
  'failure.next': { label: 'Next failure', group: 'Looking and playing', keys: ['f'] },
  'failure.previous': { label: 'Previous failure', group: 'Looking and playing', keys: ['F'] },
  'gap.next': { label: 'Next gap in the sequence', group: 'Looking and playing', keys: ['m'] },
  'gap.previous': { label: 'Previous gap in the sequence', group: 'Looking and playing', keys: ['M'] },
  'finding.next': { label: 'Next event with a finding', group: 'Looking and playing', keys: ['x'] },
  'finding.previous': { label: 'Previous event with a finding', group: 'Looking and playing', keys: ['X'] },
  'event.goTo': {
    label: 'Go to an event, a time or a value of a field',
    group: 'Looking and playing',
    keys: ['e'],
  },
  'stream.search': { label: 'Search all events or states', group: 'Looking and playing', keys: ['s'] },
  'hit.next': { label: 'Next hit of the search', group: 'Looking and playing', keys: ['n'] },
  'hit.previous': { label: 'Previous hit of the search', group: 'Looking and playing', keys: ['N'] },
  'play.toggle': { label: 'Play or pause', group: 'Looking and playing', keys: ['p'] },
  'play.faster': { label: 'Play faster', group: 'Looking and playing', keys: ['>'] },
  'play.slower': { label: 'Play slower', group: 'Looking and playing', keys: ['<'] },
  'event.append': { label: 'Append an event', group: 'Writing', keys: [] },
  'status.change': { label: 'Change the stored status', group: 'Writing', keys: [] },
  'rebuild.task': { label: 'Rebuild the projection of this task', group: 'Writing', keys: [] },
  'rebuild.drifting': { label: 'Rebuild every drifting projection', group: 'Writing', keys: [] },
  'rebuild.runs': { label: 'Show past rebuilds of this table', group: 'Writing', keys: [] },
} as const satisfies Record<string, ActionEntry>;

/** The id of an action. */
export type ActionId = keyof typeof ACTIONS;

/** Every action id, in the order of the help. */
export const ACTION_IDS: readonly ActionId[] = Object.keys(ACTIONS).filter(
  (id): id is ActionId => id in ACTIONS,
);
