import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { layoutFileSchema } from '#shared/model/streamLayout.ts';
import { BUILT_IN_LAYOUTS } from './builtInLayouts.ts';
import { readLayoutText } from './checkLayout.ts';
import { compileLayout } from './compileLayout.ts';

const DOCS = resolve(import.meta.dirname, '../../../docs');

it('the published JSON Schema is that of the layout files; write it anew with vitest -u', async () => {
  const schema = {
    title: 'A layout file of Dynascope, version 1',
    ...z.toJSONSchema(layoutFileSchema, { io: 'input' }),
  };
  const file = resolve(DOCS, 'layouts.schema.json');
  const options = (await resolveConfig(file)) ?? {};
  const text = await format(JSON.stringify(schema), { ...options, parser: 'json' });
  await expect(text).toMatchFileSnapshot(file);
});

describe('docs/layouts.md', () => {
  it('has examples that are layout files', async () => {
    const text = await readFile(resolve(DOCS, 'layouts.md'), 'utf8');
    const examples = [...text.matchAll(/```json\n(\{\n {2}"[^`]*?)```/g)].map(([, json = '']) => json);
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      const read = readLayoutText(example);
      expect(read.layout === undefined ? read.problems : []).toEqual([]);
    }
  });

  it('tells of every built-in layout, and of every member', async () => {
    const text = await readFile(resolve(DOCS, 'layouts.md'), 'utf8');
    for (const { name } of BUILT_IN_LAYOUTS) expect(text).toContain(`\`${name}\``);
    const members = new Set<string>();
    const collect = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const entries: [string, unknown][] = Object.entries(schema);
      for (const [name, value] of entries) {
        if (name === 'properties' && typeof value === 'object' && value !== null) {
          for (const member of Object.keys(value)) members.add(member);
        }
        collect(value);
      }
    };
    const { properties, $defs } = z.toJSONSchema(layoutFileSchema, { io: 'input' });
    const { reducer: _, ...mine } = properties ?? {};
    collect({ properties: mine, $defs });
    expect([...members].filter((member) => !text.includes(`\`${member}\``))).toEqual([]);
  });
});

it('every built-in layout is in order, and says what it is and where that is written', () => {
  for (const file of BUILT_IN_LAYOUTS) {
    expect(() => compileLayout(file)).not.toThrow();
    expect([file.title, file.description].includes(undefined)).toBe(false);
    if (file.name !== 'task') expect(file.source).toMatch(/^https:/);
  }
});
