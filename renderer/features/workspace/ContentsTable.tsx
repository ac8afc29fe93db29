import type { ReactElement } from 'react';
import type { WorkspaceContents } from '#shared/contract/workspace.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { formatCount } from '../../ui/numbers.ts';
import { CONTENT_MODELS } from './contents.ts';
import styles from './workspace.module.css';

/** How many items of which table a page holds, and how many of them are deleted. */
export function ContentsTable({
  prefix,
  found,
  deleted,
}: {
  readonly prefix: string;
  readonly found: WorkspaceContents;
  readonly deleted?: WorkspaceContents;
}): ReactElement {
  return (
    <table className={styles.contents}>
      <thead>
        <tr>
          <th scope="col">Table</th>
          <th scope="col">Items</th>
          {deleted === undefined ? null : <th scope="col">Deleted</th>}
        </tr>
      </thead>
      <tbody>
        {CONTENT_MODELS.map((name) => (
          <tr key={name}>
            <th scope="row">
              {prefix}
              {WORKSPACE_MODELS[name].table}
            </th>
            <td>{formatCount(found[name])}</td>
            {deleted === undefined ? null : <td>{formatCount(deleted[name])}</td>}
          </tr>
        ))}
        <tr>
          <th scope="row">
            {prefix}
            {WORKSPACE_MODELS.page.table}
          </th>
          <td>1</td>
          {deleted === undefined ? null : <td>last</td>}
        </tr>
      </tbody>
    </table>
  );
}
