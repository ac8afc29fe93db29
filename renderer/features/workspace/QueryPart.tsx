import { useState, type ReactElement } from 'react';
import type { WorkspaceQuery } from '#shared/contract/workspace.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { ListFoot } from '../../ui/list/ListFoot.tsx';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { formatCount } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ItemLine, itemWords } from './ItemLine.tsx';
import { queryKey } from './userState.ts';
import { userContext } from './userStore.ts';
import styles from './workspace.module.css';

type Asked = Extract<
  WorkspaceQuery['list'],
  'itemsOfTag' | 'sharesOfUser' | 'bookmarksOfUser' | 'notesOfUser'
>;

const CHOICES: readonly { readonly value: Asked; readonly label: string }[] = [
  { value: 'itemsOfTag', label: 'Items with a tag' },
  { value: 'sharesOfUser', label: 'Shares, newest first' },
  { value: 'bookmarksOfUser', label: 'Bookmarks, newest first' },
  { value: 'notesOfUser', label: 'Notes, last changed first' },
];

/** The queries by the tables' indexes: a tag's items across all users; the user's shares, bookmarks and notes. */
export function QueryPart(): ReactElement {
  const userId = userContext.useSelector((state) => state.userId);
  const { need, more, select } = userContext.useApi().getState();
  const [list, setList] = useState<Asked>('itemsOfTag');
  const [tag, setTag] = useState('');
  const [query, setQuery] = useState<WorkspaceQuery>();
  const ask = (next: WorkspaceQuery): void => {
    setQuery(next);
    select(undefined);
    need(next);
  };
  return (
    <div className={styles.queries}>
      <form
        className={styles.ask}
        role="search"
        aria-label="Query by an index"
        onSubmit={(event) => {
          event.preventDefault();
          if (list === 'itemsOfTag' && tag !== '') ask({ list, tag });
        }}
      >
        <Select
          label="Query"
          bare
          value={list}
          choices={CHOICES}
          onChange={(next) => {
            setList(next);
            setQuery(undefined);
            select(undefined);
            if (next !== 'itemsOfTag') ask({ list: next, userId });
          }}
        />
        {list === 'itemsOfTag' ? (
          <>
            <TextField
              label="Tag"
              hideLabel
              placeholder="Tag, exactly"
              className={styles.tag}
              value={tag}
              onChange={(event) => setTag(event.currentTarget.value)}
            />
            <Button type="submit" disabled={tag === ''}>
              Query
            </Button>
          </>
        ) : null}
      </form>
      {query === undefined ? (
        <EmptyState title="Which tag?">
          <p>Tags are compared letter by letter. What an index tells may lag behind its table by moments.</p>
        </EmptyState>
      ) : (
        <Results key={queryKey(query)} query={query} onMore={() => more(query)} />
      )}
    </div>
  );
}

function Results({
  query,
  onMore,
}: {
  readonly query: WorkspaceQuery;
  readonly onMore: () => void;
}): ReactElement {
  const branch = userContext.useSelector((state) => state.branches.get(queryKey(query)));
  const items = userContext.useSelector((state) => state.items);
  const selected = userContext.useSelector((state) => state.selected);
  const { select } = userContext.useApi().getState();
  const keys = (branch?.keys ?? []).filter((key) => items.has(key));
  if (branch?.phase === 'failed')
    return <ErrorPanel error={branch.error} steps={{ retry: onMore, reload: onMore, reconnect: onMore }} />;
  if (branch === undefined || (branch.phase === 'running' && keys.length === 0))
    return <Skeleton label="Asking the index" rows={6} />;
  if (keys.length === 0) return <EmptyState title="The index holds none" />;
  const at = keys.findIndex((key) => key === selected);
  return (
    <>
      <VirtualList
        label="Items found"
        scope="values"
        count={keys.length}
        selected={at < 0 ? undefined : at}
        selectedKey={selected}
        onSelect={(index) => select(keys[index])}
        rowLabel={(index) => {
          const item = items.get(keys[index] ?? '');
          return item === undefined ? undefined : itemWords(item);
        }}
        renderRow={(index) => {
          const item = items.get(keys[index] ?? '');
          return item === undefined ? null : (
            <div className={styles.row}>
              <ItemLine item={item} time />
            </div>
          );
        }}
      />
      <ListFoot words={`${formatCount(keys.length)} ${branch.next === null ? 'in all' : 'so far'}`}>
        {branch.next === null ? null : (
          <Button look="quiet" disabled={branch.phase === 'running'} onClick={onMore}>
            Read more
          </Button>
        )}
      </ListFoot>
    </>
  );
}
