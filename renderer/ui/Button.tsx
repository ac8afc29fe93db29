import type { ComponentProps, ReactElement } from 'react';
import styles from './Button.module.css';
import { cx } from './cx.ts';

/** A push button. `primary` is the one thing to press on its screen; `quiet` has no border; `danger` destroys. */
export function Button({
  look = 'normal',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { readonly look?: 'normal' | 'primary' | 'quiet' | 'danger' }): ReactElement {
  return <button type={type} className={cx(styles.button, className)} data-look={look} {...rest} />;
}

/** A button that shows only a glyph; `label` is its name and tooltip. */
export function IconButton({
  label,
  className,
  type = 'button',
  children,
  ...rest
}: ComponentProps<'button'> & { readonly label: string }): ReactElement {
  return (
    <button type={type} className={cx(styles.icon, className)} aria-label={label} title={label} {...rest}>
      {children}
    </button>
  );
}
