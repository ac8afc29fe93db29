import { useEffect, useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount, readUnits } from '../../ui/numbers.ts';
import { Progress } from '../../ui/Progress.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { LayoutFields } from './LayoutFields.tsx';
import { LayoutJson } from './LayoutJson.tsx';
import { LayoutPreviewPane } from './LayoutPreviewPane.tsx';
import { LayoutTools } from './LayoutTools.tsx';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';
import type { LayoutWizardProps } from './wizardProps.ts';

const TABS = [
  { value: 'fields', label: 'Fields' },
  { value: 'json', label: 'JSON' },
] as const;

/**
 * Makes a layout for a table: what is proposed from a sample, why, and what comes of it, at once after every change.
 * What is saved is kept beside the connection.
 */
export function LayoutWizard(props: LayoutWizardProps): ReactElement {
  const { table, onReconnect } = props;
  const open = layoutsStore.useSelector((state) => state.open);
  const load = layoutsStore.useSelector((state) => state.load);
  const close = layoutsStore.useSelector((state) => state.close);
  const again = layoutsStore.useSelector((state) => state.again);
  const sample = layoutsStore.useSelector((state) => state.wizard?.sample);
  const drafted = layoutsStore.useSelector((state) => state.wizard?.draft !== undefined);
  const [tab, setTab] = useState<(typeof TABS)[number]['value']>('fields');
  useEffect(() => {
    open(table);
    void load(table.connection);
    return close;
  }, [open, load, close, table]);
  return (
    <section className={styles.wizard} aria-label="Layout">
      <LayoutTools {...props} />
      {sample?.phase === 'failed' ? (
        <ErrorPanel error={sample.error} steps={{ retry: again, reload: again, reconnect: onReconnect }} />
      ) : !drafted ? (
        <Sampling />
      ) : (
        <div className={styles.sides}>
          <div className={styles.made}>
            <Tabs label="The layout as" items={TABS} value={tab} onChange={setTab}>
              {tab === 'fields' ? <LayoutFields /> : <LayoutJson />}
            </Tabs>
          </div>
          <div className={styles.shown}>
            <SampleLine />
            <LayoutPreviewPane />
          </div>
        </div>
      )}
    </section>
  );
}

function Sampling(): ReactElement {
  const progress = layoutsStore.useSelector((state) =>
    state.wizard?.sample.phase === 'running' ? state.wizard.sample.progress : undefined,
  );
  return (
    <div className={styles.sampling}>
      <Progress label="Sampling the table" done={progress?.items ?? 0} unit="items" />
    </div>
  );
}

/** What was sampled, and what that cost. */
function SampleLine(): ReactElement | null {
  const sample = layoutsStore.useSelector((state) => state.wizard?.sample);
  const again = layoutsStore.useSelector((state) => state.again);
  if (sample?.phase !== 'running' || sample.progress === undefined) return null;
  const { items, units, whole } = sample.progress;
  return (
    <p className={styles.sampleLine}>
      <span>
        Sample: {whole ? 'all ' : ''}
        {formatCount(items)} {items === 1 ? 'item' : 'items'}
        {whole ? ' of the table' : ', from several parts of the table where the server allows it'}
        {' · '}
        {readUnits(units)}
      </span>
      <Button look="quiet" onClick={again}>
        Sample again
      </Button>
    </p>
  );
}
