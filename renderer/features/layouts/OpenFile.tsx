import { useRef, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import type { LayoutWizardProps } from './wizardProps.ts';

/** Largest layout file that is read, in bytes. */
const MOST_BYTES = 500_000;

/** Opens a layout file: on the desktop by the system's dialog, in a browser by its own. */
export function OpenFile({
  dialogs,
  onNotice,
  onText,
  onError,
}: Pick<LayoutWizardProps, 'dialogs' | 'onNotice'> & {
  readonly onText: (text: string) => void;
  readonly onError: (error: unknown) => void;
}): ReactElement {
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File): Promise<void> => {
    if (chosen.size > MOST_BYTES) onNotice(`“${chosen.name}” is too large to be a layout file.`);
    else onText(await chosen.text());
  };
  const ask = async (from: NonNullable<typeof dialogs>): Promise<void> => {
    const found = await from.open({ kind: 'layout' });
    if (found !== null) onText(found.text);
  };
  return (
    <>
      {dialogs === undefined ? (
        <input
          ref={file}
          type="file"
          hidden
          aria-label="Layout file"
          accept="application/json,.json"
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen !== undefined) read(chosen).catch(onError);
            currentTarget.value = '';
          }}
        />
      ) : null}
      <Button
        look="quiet"
        onClick={() => (dialogs === undefined ? file.current?.click() : void ask(dialogs).catch(onError))}
      >
        Open layout file…
      </Button>
    </>
  );
}
