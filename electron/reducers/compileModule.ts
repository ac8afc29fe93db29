import { transform } from 'sucrase';
import { AppError } from '#shared/errors/appError.ts';

/** A file ready for the sandbox, and what it asks for by `require`. */
export interface CompiledFile {
  readonly code: string;
  readonly requests: readonly string[];
}

/** What a compiled file may ask for; a text that merely looks like it is looked up in vain, and no harm done. */
const REQUEST = /\brequire\(\s*(['"])([^'"\n]{1,500})\1\s*\)/g;

const lineOf = (error: unknown): string => {
  const place = typeof error === 'object' && error !== null && 'loc' in error ? error.loc : undefined;
  const line = typeof place === 'object' && place !== null && 'line' in place ? place.line : undefined;
  return typeof line === 'number' ? `, line ${line}` : '';
};

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/^Error transforming [^:]*: /, '')
    .replace(/ \(\d+:\d+\)$/, '');

/**
 * Compiles a file of a reducer: types stripped, `import` and `export` made CommonJS, lines where they were. A dynamic
 * `import()` becomes a `require` like any other, so that none is left.
 * @throws `InvalidInput` with file and line
 */
export function compileModule(name: string, text: string): CompiledFile {
  if (name.endsWith('.json'))
    return { code: `module.exports = JSON.parse(${JSON.stringify(text)});`, requests: [] };
  const isTyped = /\.[mc]?ts$/.test(name);
  try {
    const { code } = transform(text, {
      transforms: isTyped ? ['typescript', 'imports'] : ['imports'],
      filePath: name,
    });
    return { code, requests: [...new Set([...code.matchAll(REQUEST)].map((match) => match[2] ?? ''))] };
  } catch (error) {
    throw new AppError('InvalidInput', {
      message: `${name}${lineOf(error)}: ${reasonOf(error)}`,
      nextStep: 'Correct the file and load it again.',
    });
  }
}
