import { useId, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Field.module.css';

/** A labelled line of text. `hint` explains what goes in; `error` says what is wrong with what is in. */
export function TextField({
  label,
  hint,
  error,
  mono = false,
  hideLabel = false,
  className,
  ...rest
}: ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly mono?: boolean;
  readonly hideLabel?: boolean;
}): ReactElement {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cx(styles.field, className)}>
      {hideLabel ? null : <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        className={cx(styles.input, mono && styles.mono)}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        {...(hideLabel ? { 'aria-label': label } : {})}
        {...(note === undefined ? {} : { 'aria-describedby': `${id}-note` })}
        {...(error === undefined ? {} : { 'aria-invalid': true })}
        {...rest}
      />
      {note === undefined ? null : (
        <p id={`${id}-note`} className={error === undefined ? styles.hint : styles.error}>
          {note}
        </p>
      )}
    </div>
  );
}

/** A labelled text of several lines, such as JSON. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<'textarea'> & {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}): ReactElement {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={cx(styles.input, styles.area, styles.mono)}
        spellCheck={false}
        {...(note === undefined ? {} : { 'aria-describedby': `${id}-note` })}
        {...(error === undefined ? {} : { 'aria-invalid': true })}
        {...rest}
      />
      {note === undefined ? null : (
        <p id={`${id}-note`} className={error === undefined ? styles.hint : styles.error}>
          {note}
        </p>
      )}
    </div>
  );
}

/** One choice of a {@link Select}. */
export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

/** A labelled native choice. `bare` shows only the value, for bars. */
export function Select<V extends string>({
  label,
  value,
  choices,
  onChange,
  bare = false,
  title = label,
}: {
  readonly label: string;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChange: (value: V) => void;
  readonly bare?: boolean;
  /** Explains the value when it is `bare`; the label unless told. */
  readonly title?: string;
}): ReactElement {
  const id = useId();
  const shown = choices.find((choice) => choice.value === value)?.label ?? '';
  return (
    <div className={bare ? styles.bare : styles.field} {...(bare ? { 'data-shown': shown } : {})}>
      {bare ? null : <label htmlFor={id}>{label}</label>}
      <select
        id={id}
        className={bare ? styles.bareSelect : styles.input}
        value={value}
        {...(bare ? { 'aria-label': label, title } : {})}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
