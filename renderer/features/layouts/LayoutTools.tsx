import { useRef, useState, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { saveAsFile } from '../../ui/saveAsFile.ts';
import styles from './layouts.module.css';
import { layoutsStore } from './store.ts';
import { TRUST_WORDS } from './TrustMark.tsx';
import type { LayoutWizardProps } from './wizardProps.ts';

/** Largest layout file that is read, in bytes. */
const MOST_BYTES = 500_000;

/** What the layout starts from, what it is called, and where it goes. */
export function LayoutTools({ table, downloads, onNotice, onUse }: LayoutWizardProps): ReactElement {
  const wizard = layoutsStore.useSelector((state) => state.wizard);
  const list = layoutsStore.useSelector((state) => state.list);
  const { startFrom, edit, write, save, remove } = layoutsStore.useApi().getState();
  const [error, setError] = useState<unknown>();
  const file = useRef<HTMLInputElement>(null);
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
  const read = async (chosen: File): Promise<void> => {
    if (chosen.size > MOST_BYTES) {
      onNotice(`“${chosen.name}” is too large to be a layout file.`);
      return;
    }
    await write(await chosen.text(), 'import');
  };
  return (
    <header className={styles.tools}>
      <div className={styles.toolsTop}>
        <h2>
          Layout for <bdi>{table.table}</bdi>
        </h2>
        <Select
          label="Start from"
          bare
          value={base}
          choices={bases}
          onChange={(chosen) => trying(startFrom(chosen))}
        />
        <input
          ref={file}
          type="file"
          hidden
          aria-label="Layout file"
          accept="application/json,.json"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen !== undefined) trying(read(chosen));
            currentTarget.value = '';
          }}
        />
        <Button look="quiet" onClick={() => file.current?.click()}>
          Import…
        </Button>
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
        {downloads ? (
          <Button
            look="quiet"
            disabled={draft === undefined || faults.length > 0}
            onClick={() => saveAsFile(`${draft?.name ?? 'layout'}.layout.json`, text, 'application/json')}
          >
            Export
          </Button>
        ) : null}
        {saved === undefined ? null : (
          <Button
            look="quiet"
            onClick={() => trying(remove(saved.name).then(() => onNotice(`Layout ${saved.name} removed`)))}
          >
            Remove
          </Button>
        )}
        <span className={styles.toolsEnd}>
          <TextField
            label="Name of the layout"
            hideLabel
            mono
            className={styles.name}
            value={form?.name ?? ''}
            disabled={form === undefined}
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
      {error === undefined ? null : (
        <ErrorPanel compact error={error} steps={{ retry: () => setError(undefined) }} />
      )}
    </header>
  );
}
