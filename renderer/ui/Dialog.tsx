import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';
import { focusPlace, giveFocusBack } from './focus/keepFocus.ts';

/**
 * A modal dialog on the native element, so focus is held inside and given back to where it was. Its content exists
 * only while it is open. Escape and the cross call `onClose`; the owner then sets `open` to false. `stays`: why it cannot
 * be closed now; the cross says so.
 */
export function Dialog({
  open,
  title,
  onClose,
  children,
  footer,
  size = 'normal',
  stays,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: 'normal' | 'wide';
  readonly stays?: string | undefined;
}): ReactElement | null {
  return open ? (
    <OpenDialog title={title} onClose={onClose} footer={footer} size={size} stays={stays}>
      {children}
    </OpenDialog>
  ) : null;
}

function OpenDialog({
  title,
  onClose,
  children,
  footer,
  size,
  stays,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer: ReactNode;
  readonly size: 'normal' | 'wide';
  readonly stays: string | undefined;
}): ReactElement {
  const element = useModal();
  const id = useId();
  return (
    <dialog
      ref={element}
      className={cx(styles.dialog, size === 'wide' && styles.wide)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (stays === undefined) onClose();
      }}
    >
      <header className={styles.header}>
        <h2 id={id}>{title}</h2>
        <IconButton label="Close" onClick={onClose} disabled={stays !== undefined} title={stays ?? 'Close'}>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 2l8 8m0-8l-8 8" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
      {footer === undefined ? null : <footer className={styles.footer}>{footer}</footer>}
    </dialog>
  );
}

/** A ref for a `<dialog>` that is shown as modal while mounted, its first field focused; on unmount focus goes back to where it was. */
export function useModal(): React.RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null);
  // In the commit that takes the dialog away, so that the focus is never without a place.
  useLayoutEffect(() => {
    const before = focusPlace();
    const dialog = element.current;
    if (dialog !== null && !dialog.open) {
      dialog.showModal();
      const first = dialog.querySelector<HTMLElement>('input:not([type=radio]), select, textarea');
      first?.focus();
    }
    return () => {
      dialog?.close();
      giveFocusBack(before);
    };
  }, []);
  return element;
}
