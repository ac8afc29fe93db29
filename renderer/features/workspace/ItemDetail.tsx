import { useEffect, useMemo, type ReactElement } from 'react';
import { toErrorData } from '#shared/errors/appError.ts';
import { attributeOf, EMPTY_MAP, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import type { WorkspaceItem } from '#shared/model/workspaceItem.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueTree } from '../../ui/value/ValueTree.tsx';
import { deletionContext } from './deletionStore.ts';
import { editContext } from './editStore.ts';
import { idOf, itemKey, MODEL_LOOK, orderedAttributes, titleOf } from './itemLook.ts';
import { ModelGlyph } from './ModelGlyph.tsx';
import { queryKey } from './userState.ts';
import { userContext } from './userStore.ts';
import styles from './workspace.module.css';

/** The item that is chosen in the tree or among results: version, times, tags, every attribute; and what can be done. */
export function ItemDetail({ onNotice }: { readonly onNotice: (text: string) => void }): ReactElement {
  const item = userContext.useSelector(({ items, selected }) => items.get(selected ?? ''));
  const document = useMemo(() => (item === undefined ? EMPTY_MAP : orderedAttributes(item)), [item]);
  return (
    <section className={styles.item} aria-label="Item">
      {item === undefined ? (
        <EmptyState title="No item chosen">
          <p>Choose one to see its fields, its version and its times.</p>
        </EmptyState>
      ) : (
        <>
          <ItemHeader item={item} onNotice={onNotice} />
          <div className={styles.fields}>
            <ValueTree
              key={itemKey(item)}
              label="Attributes"
              document={document}
              onCopied={(what) => onNotice(`${what} copied`)}
            />
          </div>
        </>
      )}
    </section>
  );
}

function ItemHeader({
  item,
  onNotice,
}: {
  readonly item: WorkspaceItem;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const { attributes, model, version, problem } = item;
  const begin = editContext.useSelector((state) => state.begin);
  const beginDeletion = deletionContext.useSelector((state) => state.begin);
  const since = stringOf(attributes, 'deleting_since');
  const created = stringOf(attributes, 'created_at');
  const updated = stringOf(attributes, 'updated_at');
  const locked = version === null;
  return (
    <header className={styles.itemHeader}>
      <div className={styles.top}>
        <ModelGlyph model={model} />
        <h3 className={styles.itemTitle}>
          <PlainText text={titleOf(item) ?? idOf(item)} limit={200} />
        </h3>
        <div className={styles.actions}>
          {model === 'tagAssociation' ? <ShowTagged tag={attributes} onNotice={onNotice} /> : null}
          <Button disabled={locked} onClick={() => begin(item)}>
            Edit…
          </Button>
          {model === 'page' ? (
            <Button look="danger" disabled={locked} onClick={() => beginDeletion(item)}>
              Delete page…
            </Button>
          ) : null}
        </div>
      </div>
      <dl className={styles.facts}>
        <dt>{MODEL_LOOK[model].one}</dt>
        <dd>
          <code>
            <PlainText text={idOf(item)} limit={200} />
          </code>
        </dd>
        <dt>version</dt>
        <dd>{version === null ? 'none that could be locked by' : version === 0 ? 'none yet' : version}</dd>
        <dt>created</dt>
        <dd>{created === undefined ? 'not stored' : <Time at={created} suffix=" ago" />}</dd>
        <dt>changed</dt>
        <dd>{updated === undefined ? 'not stored' : <Time at={updated} suffix=" ago" />}</dd>
        {model === 'bookmark' || model === 'note' ? <Tags itemId={idOf(item)} /> : null}
      </dl>
      {problem === undefined ? null : (
        <p className={styles.warning} role="note">
          <span aria-hidden="true">▲ </span>It cannot be read as a {MODEL_LOOK[model].one}: {problem}
        </p>
      )}
      {attributeOf(attributes, 'deleting_since') === undefined ? null : (
        <p className={styles.warning} role="note">
          A deletion of this page began{' '}
          {since === undefined ? 'some time ago' : <Time at={since} suffix=" ago" />} and has not ended.
          Deleting it again goes on.
        </p>
      )}
    </header>
  );
}

/** The way from a tag to the bookmark or the note that has it. */
function ShowTagged({
  tag,
  onNotice,
}: {
  readonly tag: AttributeMap;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const userId = userContext.useSelector((state) => state.userId);
  const showTagged = userContext.useSelector((state) => state.showTagged);
  const show = async (): Promise<void> => {
    const owner = stringOf(tag, 'user_id') ?? userId;
    try {
      const shown = await showTagged(owner, stringOf(tag, 'item_id') ?? '');
      if (!shown) onNotice(`No bookmark or note of ${owner} has this id`);
    } catch (error) {
      onNotice(toErrorData(error).message);
    }
  };
  return <Button onClick={() => void show()}>Show what has it</Button>;
}

/** The tags of a bookmark or a note, read when it is shown. */
function Tags({ itemId }: { readonly itemId: string }): ReactElement {
  const query = { list: 'tagsOfItem', itemId } as const;
  const branch = userContext.useSelector((state) => state.branches.get(queryKey(query)));
  const items = userContext.useSelector((state) => state.items);
  const { need, more } = userContext.useApi().getState();
  useEffect(() => need({ list: 'tagsOfItem', itemId }), [need, itemId]);
  const tags = (branch?.keys ?? []).flatMap((key) => {
    const item = items.get(key);
    return item === undefined ? [] : [stringOf(item.attributes, 'tag') ?? '?'];
  });
  return (
    <>
      <dt>tags</dt>
      <dd>
        {branch?.phase === 'failed' ? (
          <Button look="quiet" onClick={() => more(query)}>
            Could not be read; try again
          </Button>
        ) : tags.length === 0 ? (
          branch?.phase === 'done' ? (
            'none'
          ) : (
            '…'
          )
        ) : (
          tags.map((tag) => (
            <span key={tag} className={styles.chip}>
              <PlainText text={tag} limit={60} closed />
            </span>
          ))
        )}
      </dd>
    </>
  );
}
