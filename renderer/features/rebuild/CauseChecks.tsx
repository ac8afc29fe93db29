import { useEffect, useRef, type ReactElement } from 'react';
import type { RebuildPlanning } from '#shared/model/rebuildPlanning.ts';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import styles from './rebuild.module.css';
import { rebuildStore } from './store.ts';
import { allWords, causeWords } from './words.ts';

/** Check boxes for all that would be written, and for those that share a cause. */
export function CauseChecks({
  planning: { rewrites, chosen, causes, causeCount },
}: {
  readonly planning: RebuildPlanning;
}): ReactElement | null {
  const word = useEntryWord();
  const { choose } = rebuildStore.useApi().getState();
  if (rewrites === 0) return null;
  return (
    <fieldset className={styles.causes}>
      <legend>Which are rebuilt</legend>
      <Check
        label={allWords(rewrites)}
        chosen={chosen}
        of={rewrites}
        onChange={(isChosen) => void choose({ kind: 'all' }, isChosen)}
      />
      {causes.length < 2
        ? null
        : causes.map((cause) => (
            <Check
              key={cause.key}
              label={`${formatCount(cause.tasks)} ${causeWords(cause)}`}
              chosen={cause.chosen}
              of={cause.tasks}
              onChange={(isChosen) => void choose({ kind: 'cause', key: cause.key }, isChosen)}
            />
          ))}
      {causeCount > causes.length ? (
        <p className={styles.quiet}>
          and {counted(causeCount - causes.length, 'smaller cause')}: choose their {word}s one by one.
        </p>
      ) : null}
    </fieldset>
  );
}

/** A check box that is in between where only some of its tasks are chosen. */
function Check({
  label,
  chosen,
  of,
  onChange,
}: {
  readonly label: string;
  readonly chosen: number;
  readonly of: number;
  readonly onChange: (isChosen: boolean) => void;
}): ReactElement {
  const box = useRef<HTMLInputElement>(null);
  const some = chosen > 0 && chosen < of;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);
  return (
    <label className={styles.check}>
      <input ref={box} type="checkbox" checked={chosen === of} onChange={() => onChange(chosen < of)} />
      <span className={styles.checkWords}>
        <PlainText text={label} limit={200} closed />
      </span>
      {some ? <span className={styles.quiet}>{formatCount(chosen)} chosen</span> : null}
    </label>
  );
}
