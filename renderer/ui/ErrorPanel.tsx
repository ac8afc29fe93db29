import type { ReactElement } from 'react';
import { toErrorData, type ErrorData } from '#shared/errors/appError.ts';
import { Button } from './Button.tsx';
import { copyText } from './copy.ts';
import styles from './ErrorPanel.module.css';
import { ERROR_WORDS, meaningOf, type NextStep } from './errorText.ts';
import { TAKES_FOCUS } from './focus/focusPlace.ts';

/** How this screen does a next step; a step that is not here is not offered. */
export type StepHandlers = Partial<Readonly<Record<NextStep, () => void>>>;

/** The whole error as text, for a report. */
export function errorReport(error: ErrorData): string {
  return JSON.stringify(error, undefined, 2);
}

/** An error on screen: what happened, what it means for the reader's data, the next step as a button. */
export function ErrorPanel({
  error,
  steps,
  compact = false,
  isKept = false,
}: {
  readonly error: unknown;
  readonly steps: StepHandlers;
  /** On one line, beside other content. */
  readonly compact?: boolean;
  /** Whether content that was read before stays on screen. */
  readonly isKept?: boolean;
}): ReactElement {
  const data = toErrorData(error);
  const words = ERROR_WORDS[data.code];
  const offered = steps[words.step];
  const fallback = steps.retry ?? steps.reload;
  return (
    <div className={compact ? styles.line : styles.panel} role="alert">
      <div className={styles.words}>
        <h3 {...TAKES_FOCUS}>{words.title}</h3>
        <p>
          <bdi>{data.message}</bdi>
        </p>
        <p className={styles.meaning}>{meaningOf(words, isKept)}</p>
        {data.nextStep === undefined || compact ? null : (
          <p>
            <bdi>{data.nextStep}</bdi>
          </p>
        )}
      </div>
      <div className={styles.actions}>
        {words.step === 'report' ? (
          <Button onClick={() => void copyText(errorReport(data))}>{words.action}</Button>
        ) : null}
        {offered === undefined ? null : (
          <Button look="primary" onClick={offered}>
            {words.action}
          </Button>
        )}
        {offered === undefined && fallback !== undefined ? (
          <Button look="primary" onClick={fallback}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}
