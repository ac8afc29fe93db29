import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import type { Path } from '#shared/model/reducerSpec.ts';

/** A place that some of several documents have a value at. */
export interface Place {
  readonly path: Path;
  /** The path as a reader writes it. */
  readonly text: string;
  /** The last name of the path, lower case, without separators: `event_type` is `eventtype`. */
  readonly name: string;
  /** The values by the number of their document. */
  readonly values: ReadonlyMap<number, AttributeValue>;
}

/** How deep maps are looked into, and how many places are kept: a map may have ids as its names. */
const DEPTH = 3;
const MOST = 300;

/** A path as its names, or as one text where no name holds a dot. */
export function pathOf(names: readonly string[]): Path {
  return names.some((name) => name === '' || name.includes('.')) ? [...names] : names.join('.');
}

/** A path as a reader writes it. */
export const pathText = (path: Path): string => (typeof path === 'string' ? path : path.join(' › '));

/** A name without case and separators, to be compared with usual ones. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Every place of `documents`, those within maps too, but for the attributes in `leftOut`. Lists are not looked into. */
export function placesIn(documents: readonly AttributeMap[], leftOut: ReadonlySet<string>): readonly Place[] {
  const found = new Map<
    string,
    { readonly names: readonly string[]; readonly values: Map<number, AttributeValue> }
  >();
  const walk = (map: AttributeMap, above: readonly string[], document: number): void => {
    for (const [name, value] of Object.entries(map)) {
      if (above.length === 0 && leftOut.has(name)) continue;
      const names = [...above, name];
      const key = JSON.stringify(names);
      const known = found.get(key) ?? { names, values: new Map<number, AttributeValue>() };
      if (known.values.size === 0 && found.size >= MOST) continue;
      found.set(key, known);
      known.values.set(document, value);
      if ('M' in value && names.length < DEPTH) walk(value.M, names, document);
    }
  };
  documents.forEach((document, index) => walk(document, [], index));
  return [...found.values()].map(({ names, values }) => {
    const path = pathOf(names);
    return { path, text: pathText(path), name: plainName(names.at(-1) ?? ''), values };
  });
}

/** The texts at a place; undefined when any value there is no text. */
export function textsAt({ values }: Place): readonly string[] | undefined {
  const texts: string[] = [];
  for (const value of values.values()) {
    if (!('S' in value)) return undefined;
    texts.push(value.S);
  }
  return texts;
}
