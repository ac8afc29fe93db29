import { useState, type ReactElement } from 'react';
import { ConnectionDialog } from '../features/connections/ConnectionDialog.tsx';
import { ConnectionList } from '../features/connections/ConnectionList.tsx';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { TableList } from '../features/tables/TableList.tsx';
import styles from './app.module.css';
import { routerStore } from './router.ts';

/** The left pane: connections and the tables of the chosen one. */
export function Sidebar(): ReactElement {
  const place = routerStore.useSelector((state) => state.place);
  const go = routerStore.useSelector((state) => state.go);
  const connection = connectionsStore.useSelector((state) => connectionById(state, place.connection));
  const reconnect = connectionsStore.useSelector((state) => state.reconnect);
  const [editing, setEditing] = useState(false);
  const target = connection?.target;
  const { connection: id } = place;
  const leave = (removed: string): void => {
    if (removed === id) go({ connection: 'embedded' });
  };
  return (
    <div className={styles.sidebar}>
      <ConnectionList chosen={id} onChoose={(chosen) => go({ connection: chosen })} onRemoved={leave} />
      <TableList
        chosen={place.table}
        region={target === undefined || target.kind === 'embedded' ? undefined : target.region}
        onChoose={(table) => (id === undefined ? undefined : go({ connection: id, table }))}
        onReconnect={() => (id === undefined ? undefined : void reconnect(id))}
        onEditConnection={
          target === undefined || target.kind === 'embedded' ? undefined : () => setEditing(true)
        }
      />
      {editing ? (
        <ConnectionDialog
          connection={connection}
          onClose={() => setEditing(false)}
          onSaved={(saved) => go({ connection: saved })}
          onRemoved={leave}
        />
      ) : null}
    </div>
  );
}
