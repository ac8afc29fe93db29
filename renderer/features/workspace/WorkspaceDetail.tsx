import { useEffect, useRef, useState, type ReactElement } from 'react';
import { modelOfTable } from '#shared/model/workspaceModels.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { LayoutPaneProps } from '../../ui/list/layoutPane.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { DeletePageDialog } from './DeletePageDialog.tsx';
import { createDeletionStore, deletionContext } from './deletionStore.ts';
import { EditDialog } from './EditDialog.tsx';
import { createEditStore, editContext } from './editStore.ts';
import { ItemDetail } from './ItemDetail.tsx';
import { PreferencesPart } from './PreferencesPart.tsx';
import { QueryPart } from './QueryPart.tsx';
import { createUserStore, userContext } from './userStore.ts';
import styles from './workspace.module.css';
import { WorkspaceTree } from './WorkspaceTree.tsx';

/** The right pane of a workspace's table: what is the chosen user's. */
export function WorkspaceDetail(props: LayoutPaneProps): ReactElement {
  const { entry } = props;
  return entry === undefined ? (
    <section className={styles.detail} aria-label="Workspace of a user">
      <EmptyState title="No user chosen">
        <p>Choose a user in the list to see their pages and all that lies in them.</p>
      </EmptyState>
    </section>
  ) : (
    <UserDetail key={entry} {...props} entry={entry} />
  );
}

function UserDetail({
  deps: { client },
  tableRef,
  entry,
  onNotice,
}: LayoutPaneProps & { readonly entry: string }): ReactElement {
  const [stores] = useState(() => {
    const user = createUserStore({ client, tableRef, userId: entry });
    return {
      user,
      edit: createEditStore({ client, user, onNotice }),
      deletion: createDeletionStore({ client, user, onNotice }),
    };
  });
  useEffect(() => {
    stores.user.getState().need({ list: 'pages', userId: entry });
    return () => stores.user.getState().close();
  }, [stores, entry]);
  return (
    <userContext.Provider value={stores.user}>
      <editContext.Provider value={stores.edit}>
        <deletionContext.Provider value={stores.deletion}>
          <Shown userId={entry} table={tableRef.table} onNotice={onNotice} />
          <EditDialog />
          <DeletePageDialog />
        </deletionContext.Provider>
      </editContext.Provider>
    </userContext.Provider>
  );
}

const PARTS = [
  { value: 'tree', label: 'Tree' },
  { value: 'queries', label: 'Queries' },
  { value: 'preferences', label: 'Preferences' },
] as const;

function Shown({
  userId,
  table,
  onNotice,
}: {
  readonly userId: string;
  readonly table: string;
  readonly onNotice: (text: string) => void;
}): ReactElement {
  const element = useRef<HTMLElement>(null);
  const [part, setPart] = useState<(typeof PARTS)[number]['value']>('tree');
  const reload = userContext.useSelector((state) => state.reload);
  const select = userContext.useSelector((state) => state.select);
  useAction('refresh', reload, { part: element });
  const prefix = modelOfTable(table)?.prefix ?? '';
  return (
    <section ref={element} className={styles.detail} aria-label="Workspace of a user">
      <header className={styles.header}>
        <h2 className={styles.id}>
          <PlainText text={userId} />
        </h2>
        <CopyButton text={userId} label="Copy user id" />
        <span className={styles.muted}>
          {prefix === '' ? 'tables without a prefix' : <>tables with prefix “{prefix}”</>}
        </span>
      </header>
      <div className={styles.split}>
        <div className={styles.side}>
          <Tabs
            label="Parts of the workspace"
            items={PARTS}
            value={part}
            onChange={(next) => {
              setPart(next);
              select(undefined);
            }}
          >
            {part === 'tree' ? <WorkspaceTree /> : null}
            {part === 'queries' ? <QueryPart /> : null}
            {part === 'preferences' ? <PreferencesPart onNotice={onNotice} /> : null}
          </Tabs>
        </div>
        {part === 'preferences' ? null : <ItemDetail onNotice={onNotice} />}
      </div>
    </section>
  );
}
