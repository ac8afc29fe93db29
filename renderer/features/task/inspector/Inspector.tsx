import { useEffect, useRef, type ReactElement } from 'react';
import type { Conflict } from '#shared/model/conflict.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { Tabs, type TabItem } from '../../../ui/Tabs.tsx';
import { CausesTab, type CausesProps } from '../causes/CausesTab.tsx';
import { selectConflicts } from '../selectors.ts';
import { taskContext } from '../store.ts';
import type { InspectorTab } from '../taskState.ts';
import { ConflictsTab } from './ConflictsTab.tsx';
import { DiffTab } from './DiffTab.tsx';
import styles from './Inspector.module.css';
import { PayloadTab } from './PayloadTab.tsx';
import { PointBar } from './PointBar.tsx';
import { RawTab } from './RawTab.tsx';
import { StateTab } from './StateTab.tsx';

/** What a part of the inspector tells the screen around it. */
export interface InspectorProps {
  readonly onFocusField: (path: DiffPath | undefined) => void;
  readonly onCopied: (what: string) => void;
  readonly onOpenConflict: ((conflict: Conflict) => void) | undefined;
  readonly causes: CausesProps;
}

/** Everything about the selected event: the state it left, what it changed, itself, its item, and the task's conflicts. */
export function Inspector({ onFocusField, onCopied, onOpenConflict, causes }: InspectorProps): ReactElement {
  const tab = taskContext.useSelector((state) => state.tab);
  const conflicts = taskContext.useSelector((state) => selectConflicts(state).length);
  const { actions } = taskContext.useApi().getState();
  const streams = taskContext.useSelector((state) => state.streams);
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a narrow pane the row of tabs scrolls; the chosen one is always in sight.
    tabs.current
      ?.querySelector('[role="tab"][aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [tab]);
  const items: readonly TabItem<InspectorTab>[] = [
    { value: 'state', label: 'State' },
    { value: 'diff', label: 'Diff' },
    { value: 'payload', label: 'Payload' },
    { value: 'raw', label: 'Raw' },
    { value: 'causes', label: 'Causes' },
    ...(streams === undefined
      ? [
          {
            value: 'conflicts' as const,
            label: 'Conflicts',
            badge: conflicts > 0 ? <span className={styles.badge}>{conflicts}</span> : undefined,
          },
        ]
      : []),
  ];
  return (
    <section className={styles.inspector} aria-label="Selected event">
      <PointBar />
      <div ref={tabs} className={styles.tabs}>
        <Tabs label="Views of the selected event" items={items} value={tab} onChange={actions.show}>
          {tab === 'state' ? <StateTab onFocusField={onFocusField} onCopied={onCopied} /> : null}
          {tab === 'diff' ? <DiffTab /> : null}
          {tab === 'payload' ? <PayloadTab onCopied={onCopied} /> : null}
          {tab === 'raw' ? <RawTab onCopied={onCopied} /> : null}
          {tab === 'causes' ? <CausesTab {...causes} /> : null}
          {tab === 'conflicts' ? <ConflictsTab onOpen={onOpenConflict} /> : null}
        </Tabs>
      </div>
    </section>
  );
}
