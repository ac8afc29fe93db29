import { ACTION_IDS, ACTIONS, type ActionId } from '../ui/actions/actionTable.ts';

/** The parts of a keyboard event that matter here. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A pressed key as the table writes it: `j`, `J`, `Mod+k`; undefined for combinations that are never ours. */
export function keyName(press: KeyPress): string | undefined {
  if (press.altKey) return undefined;
  const modified = press.ctrlKey || press.metaKey;
  return modified ? `Mod+${press.key.toLowerCase()}` : press.key;
}

const BINDINGS: readonly { readonly keys: readonly string[]; readonly id: ActionId }[] = ACTION_IDS.flatMap(
  (id) => ACTIONS[id].keys.map((keys) => ({ keys: keys.split(' '), id })),
);

/** What a key leads to after the keys already pressed: an action, a sequence that goes on, or nothing. */
export type KeyStep =
  | { readonly step: 'action'; readonly id: ActionId }
  | { readonly step: 'pending'; readonly keys: readonly string[] }
  | { readonly step: 'none' };

const startsWith = (keys: readonly string[], start: readonly string[]): boolean =>
  start.every((key, index) => keys[index] === key);

/** Takes one more key. A sequence that leads nowhere is forgotten, and its last key is tried alone. */
export function pressKey(pending: readonly string[], key: string): KeyStep {
  const keys = [...pending, key];
  const matching = BINDINGS.filter((binding) => startsWith(binding.keys, keys));
  const whole = matching.find((binding) => binding.keys.length === keys.length);
  if (whole !== undefined) return { step: 'action', id: whole.id };
  if (matching.length > 0) return { step: 'pending', keys };
  return pending.length > 0 ? pressKey([], key) : { step: 'none' };
}

const LABELS: Readonly<Record<string, string>> = { ArrowRight: '→', ArrowLeft: '←' };

/** A binding as it is labelled on the keyboard: `g t`, `→`, `⌘K` on a Mac and `Ctrl K` elsewhere. */
export function keyLabel(keys: string, mac: boolean): string {
  return keys
    .split(' ')
    .map((key) =>
      key.startsWith('Mod+') ? `${mac ? '⌘' : 'Ctrl '}${key.slice(4).toUpperCase()}` : (LABELS[key] ?? key),
    )
    .join(' ');
}
