import { useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { saveAsFile } from '../../ui/saveAsFile.ts';
import styles from './layouts.module.css';
import { OpenFile } from './OpenFile.tsx';
import { layoutsStore } from './store.ts';
import { TRUST_WORDS } from './TrustMark.tsx';
import { UndoLine } from './UndoLine.tsx';
import type { LayoutWizardProps } from './wizardProps.ts';

/** What the layout starts from, what it is called, and where it goes. */
export function LayoutTools({ table, dialogs, onNotice, onUse }: LayoutWizardProps): ReactElement {
  const wizard = layoutsStore.useSelector((state) => state.wizard);
  const list = layoutsStore.useSelector((state) => state.list);
  const { startFrom, edit, write, save, remove } = layoutsStore.useApi().getState();
  const [error, setError] = useState<unknown>();
  const trying = (work: Promise<unknown>): void => {
    setError(undefined);
    work.catch((failure: unknown) => setError(failure));
  };
  const { draft, form, base = 'proposal', proposal, faults = [], text = '' } = wizard ?? {};
  const saved = list.find(({ name, source }) => source === 'saved' && name === draft?.name);
  const bases = [
    {
      value: 'proposal',
      label: proposal === undefined ? 'a proposal' : `a proposal (${TRUST_WORDS[proposal.trust]})`,
    },
    ...(base === 'import' ? [{ value: 'import', label: 'a file' }] : []),
    ...list.map(({ name, title, source }) => ({
      value: name,
      label: source === 'saved' ? `${name} · saved` : title,
    })),
  ];
  const saveAndOpen = async (): Promise<void> => {
    const entry = await save();
    if (entry !== undefined) onUse(entry.name);
  };
  const saveAs = async (name: string): Promise<void> => {
    if (dialogs === undefined) {
      saveAsFile(name, text, 'application/json');
      return;
    }
    const written = await dialogs.save({ kind: 'layout', name, text });
    if (written !== null) onNotice(`Saved as ${written.name}`);
  };
  return (
    <header className={styles.tools}>
      <div className={styles.toolsTop}>
        <h2 {...TAKES_FOCUS}>
          Layout for <bdi>{table.table}</bdi>
        </h2>
        <Select
          label="Start from"
          bare
          value={base}
          choices={bases}
          onChange={(chosen) => trying(startFrom(chosen))}
        />
        <OpenFile
          dialogs={dialogs}
          onNotice={onNotice}
          onText={(read) => trying(write(read, 'import'))}
          onError={setError}
        />
        <Button
          look="quiet"
          disabled={draft === undefined}
          onClick={() =>
            void copyText(text).then((copied) =>
              onNotice(copied ? 'Layout copied as JSON' : 'The clipboard is not available'),
            )
          }
        >
          Copy JSON
        </Button>
        <Button
          look="quiet"
          disabled={draft === undefined || faults.length > 0}
          onClick={() => trying(saveAs(`${draft?.name ?? 'layout'}.layout.json`))}
        >
          Save as a file…
        </Button>
        {saved === undefined ? null : (
          <Button
            look="quiet"
            aria-label={`Remove the saved layout ${saved.name}`}
            onClick={() => trying(remove(saved.name))}
          >
            Remove
          </Button>
        )}
        <span className={styles.toolsEnd}>
          <TextField
            label="Name of the layout"
            title="Name of the layout"
            hideLabel
            mono
            className={styles.name}
            value={form?.name ?? ''}
            disabled={form === undefined || wizard?.unread === true}
            onChange={({ currentTarget }) => {
              if (form !== undefined) edit({ ...form, name: currentTarget.value });
            }}
          />
          <Button
            look="primary"
            disabled={draft === undefined || faults.length > 0}
            onClick={() => trying(saveAndOpen())}
          >
            {saved === undefined ? 'Save and open' : 'Replace and open'}
          </Button>
        </span>
      </div>
      <UndoLine onError={setError} />
      {error === undefined ? null : (
        <ErrorPanel compact error={error} steps={{ retry: () => setError(undefined) }} />
      )}
    </header>
  );
}
