import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { layoutFileSchema, type LayoutFileInput } from '#shared/model/streamLayout.ts';
import { compileLayout } from '../compileLayout.ts';
import type { CompiledLayout } from '../compiledLayout.ts';

/** A layout of a table with the keys `p` (text) and `s` (number), unless told otherwise. */
export const layout = (more: Partial<LayoutFileInput>): CompiledLayout =>
  compileLayout(
    layoutFileSchema.parse({
      dynascopeLayout: 1,
      name: 'test',
      key: { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'N' } },
      events: [],
      ...more,
    }),
  );

/** A rule for events numbered by `s`, in streams named by `p`. */
export const rule = (
  more: Partial<LayoutFileInput['events'][number]>,
): LayoutFileInput['events'][number] => ({
  match: {},
  stream: '{@p}',
  sequence: { sum: [{ from: { path: 's' } }] },
  event: { type: 'type' },
  ...more,
});

/** An item with its keys. */
export const item = (p: string, s: number, more: AttributeMap = {}): AttributeMap => ({
  p: { S: p },
  s: { N: String(s) },
  ...more,
});
