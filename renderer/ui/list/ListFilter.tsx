import { useRef, type ReactElement, type ReactNode, type RefObject } from 'react';
import { useAction } from '../actions/useAction.tsx';
import { KeyHint } from '../KeyHint.tsx';
import styles from './ListFilter.module.css';
import type { PlacedRow } from './rowList.ts';

/**
 * The text that narrows a list, with room for more beside it. `/` leads here; Enter opens the first hit, the down
 * arrow goes to the list, Escape empties the text and then goes to the list.
 */
export function ListFilter({
  name,
  label,
  placeholder,
  scope,
  part,
  text,
  onText,
  first,
  onOpen,
  children,
}: {
  /** What is looked for, as a landmark: `Tasks`. */
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  /** The list that the filter belongs to. */
  readonly scope: string;
  /** The pane that holds filter and list. */
  readonly part: RefObject<HTMLElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly first: () => Promise<PlacedRow | undefined>;
  readonly onOpen: (row: PlacedRow) => void;
  readonly children?: ReactNode;
}): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const toList = (): void => {
    const list = part.current?.querySelector<HTMLElement>(`[data-scope="${scope}"]`);
    if (list === null || list === undefined) field.current?.blur();
    else list.focus();
  };
  const openFirst = async (): Promise<void> => {
    const hit = await first().catch(() => undefined); // The list itself says why it cannot be read.
    if (hit === undefined) return;
    onOpen(hit);
    toList();
  };
  useAction('filter.focus', () => field.current?.select(), { part });
  return (
    <div className={styles.filter} role="search" aria-label={name}>
      <label className={styles.search}>
        <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="7" cy="7" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M10.5 10.5l4 4" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        <input
          ref={field}
          type="text"
          aria-label={label}
          placeholder={placeholder}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' && text !== '') onText('');
            else if (event.key === 'Escape' || event.key === 'ArrowDown') {
              event.preventDefault();
              toList();
            } else if (event.key === 'Enter') void openFirst();
          }}
        />
        {text === '' ? <KeyHint keys="/" /> : null}
      </label>
      {children}
    </div>
  );
}
