import { expect, it } from 'vitest';
import type { KeySchema } from '#shared/model/layout.ts';
import { definitionsOf, KNOWN_LAYOUTS } from './definitions.ts';
import { requireFit } from './fit.ts';

const S = (name: string) => ({ name, type: 'S' }) as const;
const table = (key: KeySchema) => ({ table: 'orders', key, indexes: [] });

it('takes every table of a layout, without its indexes and under any name', () => {
  for (const layout of KNOWN_LAYOUTS) {
    for (const { key } of definitionsOf(layout)) expect(() => requireFit(table(key), layout)).not.toThrow();
  }
  expect(() => requireFit(table({ hash: S('PK'), range: S('SK') }), 'record')).not.toThrow();
  expect(() => requireFit(table({ hash: S('x') }), 'other')).not.toThrow();
});

it('refuses a key that cannot carry the layout, and shows the difference', () => {
  expect(() => requireFit(table({ hash: S('PK'), range: S('SK') }), 'request')).toThrow(
    'The table “orders” cannot be read in the layout “request” (key: expected id S, found PK S, SK S).',
  );
  expect(() => requireFit(table({ hash: { name: 'PK', type: 'N' }, range: S('SK') }), 'task')).toThrow(
    'expected PK S, SK S, found PK N, SK S',
  );
  expect(() => requireFit(table({ hash: S('id') }), 'workspace')).toThrow(
    /expected user_id S, page_id S or page_id S, widget_id S or .*, found id S/,
  );
});
