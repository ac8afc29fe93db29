import { useEffect, useState, type ReactElement } from 'react';
import { IconButton } from './Button.tsx';
import { copyText } from './copy.ts';
import { Glyph } from './Glyph.tsx';

/** Copies `text` and says for a moment that it did. `label` names what is copied: `Copy task id`. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): ReactElement {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton label={copied ? 'Copied' : label} onClick={() => void copyText(text).then(setCopied)}>
      <Glyph of={copied ? 'copied' : 'copy'} />
    </IconButton>
  );
}
