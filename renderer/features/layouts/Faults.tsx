import type { ReactElement } from 'react';
import type { LayoutFault } from '#shared/contract/layouts.ts';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';

/** How many faults are listed: the first ones lead to the others. */
const LISTED = 8;

const NONE: readonly LayoutFault[] = [];

/** What keeps the text or a field from being a layout. The preview stays that of the last good one. */
export function Faults(): ReactElement | null {
  const faults = layoutsStore.useSelector((state) => state.wizard?.faults ?? NONE);
  return faults.length === 0 ? null : <FaultList faults={faults.slice(0, LISTED)} />;
}

/** Faults of a layout, each with its place. */
export function FaultList({ faults }: { readonly faults: readonly LayoutFault[] }): ReactElement {
  return (
    <div role="alert">
      <ul className={styles.faults}>
        {faults.map(({ path, says }, index) => (
          <li key={index}>
            <span aria-hidden="true">▲ </span>
            {path === '' ? null : <code>{path}</code>} <bdi>{says}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
