import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { settingsStore } from '../features/settings/store.ts';
import { HOLDS_FOCUS } from '../ui/focus/focusPlace.ts';
import styles from './app.module.css';

/** One pane: the id its size is remembered by, its first and least size, its content. */
export interface Pane {
  readonly id: string;
  readonly size: string;
  readonly least: string;
  readonly content: ReactNode;
}

/** Panes beside or above each other whose sizes the reader sets and the settings keep, by the group's `id`. */
export function Panes({
  id,
  panes,
  orientation = 'horizontal',
}: {
  readonly id: string;
  readonly panes: readonly Pane[];
  readonly orientation?: 'horizontal' | 'vertical';
}): ReactElement {
  const saved = settingsStore.useSelector((state) => state.settings.panes[id]);
  const api = settingsStore.useApi();
  return (
    <Group
      className={styles.panes}
      orientation={orientation}
      {...(saved === undefined ? {} : { defaultLayout: saved })}
      onLayoutChanged={(layout, meta) => {
        if (!meta.isUserInteraction) return;
        const { settings, change } = api.getState();
        void change({ panes: { ...settings.panes, [id]: layout } });
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index === 0 ? null : (
            <Separator
              className={orientation === 'vertical' ? styles.separatorAcross : styles.separator}
              aria-label={orientation === 'vertical' ? 'Pane height' : 'Pane width'}
            />
          )}
          <Panel
            id={pane.id}
            defaultSize={pane.size}
            minSize={pane.least}
            className={styles.pane}
            {...HOLDS_FOCUS}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
