import { useMemo, useState, type ReactElement } from 'react';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { counted } from '../numbers.ts';
import { StatusChip } from '../StatusChip.tsx';
import { PlainText } from '../value/PlainText.tsx';
import { ValueText } from '../value/ValueText.tsx';
import { VisuallyHidden } from '../VisuallyHidden.tsx';
import styles from './conflict.module.css';
import { stateRows, type StateRow } from './stateRows.ts';

const signOf = ({ seen, actual, differs }: StateRow): readonly [sign: string, words: string] =>
  !differs
    ? ['', 'unchanged']
    : seen === undefined
      ? ['+', 'added']
      : actual === undefined
        ? ['−', 'removed']
        : ['~', 'changed'];

function Value({
  chip,
  value,
}: {
  readonly chip: boolean;
  readonly value: AttributeValue | undefined;
}): ReactElement {
  if (value === undefined) return <span className={styles.muted}>absent</span>;
  if (chip && 'S' in value) return <StatusChip status={value.S} />;
  return 'M' in value || 'L' in value ? (
    <code>
      <PlainText text={JSON.stringify(value)} limit={160} />
    </code>
  ) : (
    <ValueText value={value} limit={160} />
  );
}

/** Two states side by side; fields that differ are marked and come first, the others are folded away with a count. */
export function StateTable({
  seen,
  actual,
  seenLabel,
  actualLabel,
  equalWords,
  ofTask = true,
}: {
  readonly seen: AttributeMap;
  readonly actual: AttributeMap;
  readonly seenLabel: string;
  readonly actualLabel: string;
  /** Said when nothing differs. */
  readonly equalWords: string;
  /** Whether `status` is a task's, and drawn as one. */
  readonly ofTask?: boolean;
}): ReactElement {
  const rows = useMemo(() => stateRows(seen, actual), [seen, actual]);
  const [open, setOpen] = useState(false);
  const same = rows.filter(({ differs }) => !differs).length;
  return (
    <div className={styles.states}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Field</VisuallyHidden>
            </th>
            <th scope="col">{seenLabel}</th>
            <th scope="col">{actualLabel}</th>
          </tr>
        </thead>
        <tbody>
          {rows
            .filter(({ differs }) => differs || open)
            .map((row) => {
              const [sign, words] = signOf(row);
              return (
                <tr key={row.field} data-differs={row.differs}>
                  <th scope="row">
                    <span className={styles.sign} aria-hidden="true">
                      {sign}
                    </span>
                    <VisuallyHidden>{words} </VisuallyHidden>
                    <PlainText text={row.field} limit={80} />
                  </th>
                  <td>
                    <Value chip={ofTask && row.field === 'status'} value={row.seen} />
                  </td>
                  <td>
                    <Value chip={ofTask && row.field === 'status'} value={row.actual} />
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
      {rows.length === same ? <p className={styles.equal}>{equalWords}</p> : null}
      {same === 0 ? null : (
        <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'hide ' : ''}
          {counted(same, 'field')} unchanged
        </button>
      )}
    </div>
  );
}
