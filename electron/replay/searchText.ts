/** What one text that was typed or pasted looks for; everything in lower case. */
export interface SearchText {
  /** The whole text without what copying adds around an id; empty when nothing is looked for. */
  readonly whole: string;
  /** Its words and the values of its `key=value` words: any of them may be a whole id. */
  readonly words: readonly string[];
  /** The words that look like a part of an id, longest first: what to look for when the whole text has no hit. */
  readonly parts: readonly string[];
}

const AROUND = /^[\s"'`()[\]{}<>,;]+|[\s"'`()[\]{}<>,;]+$/g;
const BETWEEN = /[\s"'`()[\]{}<>,;|]+/;
/** A date, with or without a time: part of almost every log line, and of no use for finding a task. */
const MOMENT = /^\d{4}-\d\d-\d\d(t.*)?$|^\d\d:\d\d(:.*)?$/;
const LEAST = 3;

/** An id without what logs, consoles and keys put around it: quotes, brackets, `TASK#`, `#`, `@version`. */
function bare(text: string): string {
  const trimmed = text.replace(AROUND, '');
  const id = trimmed
    .replace(/^(task)?#/, '')
    .replace(/@\d+$/, '')
    .replace(AROUND, '');
  return id === '' ? trimmed : id;
}

/** A word and what stands after `=`, the first `:` and the last `/` in it. */
function readings(word: string): readonly string[] {
  const plain = word.replace(/[.:!?]+$/, '');
  const after = [plain.indexOf('='), plain.indexOf(':'), plain.lastIndexOf('/')].filter((at) => at >= 0);
  const values = after.map((at) => plain.slice(at + 1));
  const nested = values.flatMap((value) => value.split(/[=:]/).slice(1));
  return [plain, ...values, ...nested];
}

/** Reads what is looked for: an id alone, or a text in which one may stand, such as a line of a log. */
export function searchText(text: string): SearchText {
  const lower = text.trim().toLowerCase();
  const whole = bare(lower);
  const found = lower.split(BETWEEN).flatMap(readings).map(bare);
  const words = [...new Set(found)].filter((word) => word !== '' && word !== whole);
  const parts = words
    .filter((word) => word.length >= LEAST && /[\d_-]/.test(word) && !MOMENT.test(word))
    .sort((a, b) => b.length - a.length);
  return { whole, words, parts };
}
