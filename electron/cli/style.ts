/** How text is set off from other text in a terminal. */
export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'busy' | 'warning' | 'bad';

/** Puts a text into a tone, or leaves it as it is where colours are not wanted. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Readonly<Record<Tone, string>> = {
  plain: '',
  dim: '2',
  bold: '1',
  good: '32',
  busy: '36',
  warning: '33',
  bad: '31',
};

/** Colours for a terminal, unless `NO_COLOR` is set or it is a dumb one. @see https://no-color.org */
export function createPaint(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  const colourless = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  if (!isTerminal || colourless) return (_tone, text) => text;
  return (tone, text) => (tone === 'plain' || text === '' ? text : `\u001b[${CODES[tone]}m${text}\u001b[0m`);
}

/** The tone of a task's status. */
export function statusTone(status: string): Tone {
  switch (status) {
    case 'succeeded':
      return 'good';
    case 'running':
    case 'pending':
      return 'busy';
    case 'retrying':
    case 'cancelled':
      return 'warning';
    case 'failed':
    case 'dead_lettered':
      return 'bad';
    default:
      return 'plain';
  }
}
