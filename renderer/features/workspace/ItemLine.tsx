import type { ReactElement } from 'react';
import { attributeOf, stringOf } from '#shared/model/attributeValue.ts';
import type { WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { IdText } from '../../ui/IdText.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { asideOf, idOf, MODEL_LOOK, titleOf } from './itemLook.ts';
import { ModelGlyph } from './ModelGlyph.tsx';
import styles from './workspace.module.css';

/** An item in words, for screen readers. */
export function itemWords(item: WorkspaceItem): string {
  const { one } = MODEL_LOOK[item.model];
  const title = titleOf(item);
  return [
    title === undefined ? `${one} ${idOf(item)}` : `${one} ${title}`,
    item.model === 'tagAssociation' ? asideOf(item) : undefined,
    item.problem === undefined ? undefined : 'cannot be read whole',
    attributeOf(item.attributes, 'deleting_since') === undefined ? undefined : 'is being deleted',
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** An item on one line: glyph, title or id, what else it says, when it last changed where that matters. */
export function ItemLine({
  item,
  time = false,
}: {
  readonly item: WorkspaceItem;
  readonly time?: boolean;
}): ReactElement {
  const title = titleOf(item);
  const aside = asideOf(item);
  const at = stringOf(item.attributes, item.model === 'note' ? 'updated_at' : 'created_at');
  return (
    <>
      <ModelGlyph model={item.model} />
      <span className={styles.title}>
        {title === undefined ? <IdText id={idOf(item)} /> : <PlainText text={title} limit={120} closed />}
      </span>
      {item.problem === undefined ? null : (
        <span className={styles.mark} title={item.problem}>
          <span aria-hidden="true">▲ </span>unreadable
        </span>
      )}
      {attributeOf(item.attributes, 'deleting_since') === undefined ? null : (
        <span className={styles.mark}>being deleted</span>
      )}
      <span className={styles.aside}>
        {aside === undefined ? null : <PlainText text={aside} limit={120} closed />}
      </span>
      {time && at !== undefined ? (
        <span className={styles.time}>
          <Time at={at} precision="short" />
        </span>
      ) : null}
    </>
  );
}
