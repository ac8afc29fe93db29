import { useId, type ReactElement, type ReactNode } from 'react';
import type { Guess } from '#shared/model/layoutProposal.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './layouts.module.css';
import { TrustMark } from './TrustMark.tsx';

/** Fields that belong together, with the guesses behind them and their evidence. */
export function Part({
  title,
  guesses = [],
  moves,
  onRemove,
  children,
}: {
  readonly title: string;
  readonly guesses?: readonly Guess[];
  /** Changes the place of what the part stands for among its like. */
  readonly moves?: ReactNode;
  /** Takes what the part stands for out of the layout; undefined where it has to stay. */
  readonly onRemove?: (() => void) | undefined;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      <span className={styles.ruleTools}>
        {moves}
        {onRemove === undefined ? null : (
          <Button look="quiet" aria-label={`Remove ${title}`} onClick={onRemove}>
            Remove
          </Button>
        )}
      </span>
      {guesses.map((guess) => (
        <p key={guess.says} className={styles.guess}>
          <TrustMark trust={guess.trust} />
          <bdi>{guess.says}</bdi>
        </p>
      ))}
      <div className={styles.inputs}>{children}</div>
    </fieldset>
  );
}

/** A line of text in the letters of code. */
export function Line({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactElement {
  return (
    <TextField
      mono
      label={label}
      hint={hint}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** The same with what it may well be. */
export function Suggested({
  label,
  value,
  among,
  wide = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly among: readonly string[];
  /** Whether it is usually longer than a name. */
  readonly wide?: boolean;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const id = useId();
  return (
    <>
      <TextField
        mono
        label={label}
        className={wide ? styles.wide : undefined}
        value={value}
        list={id}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <datalist id={id}>
        {among.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
