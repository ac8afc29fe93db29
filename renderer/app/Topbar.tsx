import type { ReactElement } from 'react';
import { ActivityButton } from '../features/activity/ActivityButton.tsx';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { paletteStore } from '../features/palette/store.ts';
import { SettingsBar } from '../features/settings/SettingsBar.tsx';
import { IconButton } from '../ui/Button.tsx';
import { useActions } from '../ui/actions/useAction.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import styles from './app.module.css';
import { platformKeyLabel } from './platform.ts';
import { routerStore } from './router.ts';

/** Across the top: where the reader is, the palette, and how times and colours are shown. */
export function Topbar(): ReactElement {
  const place = routerStore.useSelector((state) => state.place);
  const view = routerStore.useSelector((state) => state.view);
  const go = routerStore.useSelector((state) => state.go);
  const connection = connectionsStore.useSelector((state) => connectionById(state, place.connection));
  const show = paletteStore.useSelector((state) => state.show);
  const actions = useActions();
  const { connection: id, table, task } = place;
  return (
    <header className={styles.topbar}>
      <nav className={styles.crumbs} aria-label="Where you are">
        <h1 className={styles.brand}>Dynascope</h1>
        {id === undefined ? null : (
          <Crumb
            text={connection?.name ?? id}
            onGo={table === undefined ? undefined : () => go({ connection: id })}
          />
        )}
        {id === undefined || table === undefined ? null : (
          <Crumb
            text={table}
            onGo={task === undefined && view === 'task' ? undefined : () => go({ connection: id, table })}
          />
        )}
        {view === 'conflicts' ? (
          <Crumb text="conflicts" />
        ) : view === 'deadLetters' ? (
          <Crumb text="dead letters" />
        ) : view === 'audit' ? (
          <Crumb text="audit" />
        ) : view === 'compare' ? (
          <Crumb text="comparison" />
        ) : view === 'layout' ? (
          <Crumb text="layout" />
        ) : task === undefined ? null : (
          <Crumb text={task} mono />
        )}
      </nav>
      <button type="button" className={styles.find} onClick={show}>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5l4 4" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <span className={styles.findText}>Find a task, table or command</span>
        <KeyHint keys={platformKeyLabel('Mod+k')} />
      </button>
      <div className={styles.settings}>
        {id === undefined || table === undefined ? null : (
          <IconButton
            label="Audit the table"
            aria-pressed={view === 'audit'}
            onClick={() => go({ connection: id, table }, { view: 'audit' })}
          >
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M2 3h8M2 7h5M2 11h4" fill="none" stroke="currentColor" strokeWidth="1.5" />
              <path d="M8 11l2.2 2.4L14.5 8" fill="none" stroke="currentColor" strokeWidth="1.7" />
            </svg>
          </IconButton>
        )}
        <ActivityButton />
        <SettingsBar />
        <IconButton label="All keys" onClick={() => actions.run('help')}>
          <span aria-hidden="true">?</span>
        </IconButton>
      </div>
    </header>
  );
}

function Crumb({
  text,
  mono = false,
  onGo,
}: {
  readonly text: string;
  readonly mono?: boolean;
  readonly onGo?: (() => void) | undefined;
}): ReactElement {
  const words = <bdi className={mono ? styles.crumbMono : undefined}>{text}</bdi>;
  return (
    <>
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
      {onGo === undefined ? (
        <span className={styles.crumb} aria-current="page">
          {words}
        </span>
      ) : (
        <button type="button" className={styles.crumb} onClick={onGo}>
          {words}
        </button>
      )}
    </>
  );
}
