import { describe, expect, it } from 'vitest';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { changeOf, draftOf, problemOf, rebased, type FieldDraft } from './editDraft.ts';

const { widget, bookmark, preferences } = WORKSPACE_MODELS;

const SEEN: AttributeMap = {
  page_id: { S: 'p' },
  widget_id: { S: 'w' },
  type: { S: 'bookmarks' },
  title: { S: 'Tools' },
  position: { N: '3' },
  collapsed: { BOOL: true },
  version: { N: '7' },
  unknown: { NS: ['1'] },
};

const entering = (fields: readonly FieldDraft[], texts: Readonly<Record<string, string>>) =>
  fields.map((field) => ({ ...field, text: texts[field.name] ?? field.text }));

describe('a draft of an item', () => {
  it('has the fields of the model that can be a line of text, neither keys nor stamps', () => {
    expect(draftOf(widget, SEEN).map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ['type', 'text', 'bookmarks'],
      ['title', 'text', 'Tools'],
      ['column', 'whole', ''],
      ['position', 'whole', '3'],
      ['collapsed', 'truth', 'true'],
    ]);
    expect(draftOf(preferences, {}).map(({ name }) => name)).toEqual([
      'theme',
      'language',
      'default_page_id',
    ]);
  });

  it('writes what was changed and nothing else', () => {
    const fields = draftOf(widget, SEEN);
    expect(changeOf(fields)).toEqual({ set: {}, remove: [] });
    const entered = entering(fields, { title: '', column: '-2', collapsed: 'false', type: '' });
    expect(changeOf(entered)).toEqual({
      set: { type: { S: '' }, column: { N: '-2' }, collapsed: { BOOL: false } },
      remove: ['title'],
    });
  });

  it('mends a field of another type only when it is entered anew', () => {
    const fields = draftOf(bookmark, { title: { N: '42' }, url: { L: [] } });
    expect(changeOf(fields)).toEqual({ set: {}, remove: [] });
    expect(changeOf(entering(fields, { title: '43' }))).toEqual({ set: { title: { S: '43' } }, remove: [] });
  });

  it('says what is no whole number', () => {
    const problem = (text: string) => {
      const field = entering(draftOf(widget, SEEN), { position: text }).find(
        ({ name }) => name === 'position',
      );
      return field === undefined ? 'none' : problemOf(field);
    };
    expect([problem('4'), problem('-4'), problem('')]).toEqual([undefined, undefined, undefined]);
    for (const text of ['x', '1.5', '1e3', ' 1', '99999999999999999999']) expect(problem(text)).toBeDefined();
  });

  it('keeps what was entered over what another has written meanwhile', () => {
    const fields = entering(draftOf(widget, SEEN), { title: 'Mine' });
    const now = draftOf(widget, { ...SEEN, title: { S: 'Theirs' }, position: { N: '9' } });
    const texts = rebased(fields, now).map(({ name, stored, text }) => [name, stored, text]);
    expect(texts).toContainEqual(['title', 'Theirs', 'Mine']);
    expect(texts).toContainEqual(['position', '9', '9']);
  });
});
