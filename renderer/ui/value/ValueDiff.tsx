import { useMemo, useState, type ReactElement } from 'react';
import type { AttributeMap, AttributeValue } from '#shared/model/attributeValue.ts';
import { attributeOf } from '#shared/model/attributeValue.ts';
import type { Change } from '#shared/model/diff.ts';
import { plainJson } from '#shared/model/plainJson.ts';
import { cx } from '../cx.ts';
import { counted } from '../numbers.ts';
import { VisuallyHidden } from '../VisuallyHidden.tsx';
import { diffRows, type DiffRow } from './diffRows.ts';
import { pathText } from './path.ts';
import { PlainText } from './PlainText.tsx';
import { setChange, type SetChange } from './setChange.ts';
import styles from './ValueDiff.module.css';
import { ValueText } from './ValueText.tsx';

const SIGNS = { add: '+', remove: '−', change: '~' } as const;
const WORDS = { add: 'added ', remove: 'removed ', change: 'changed ' } as const;

/** Two documents and what leads from one to the other: `+ − ~` in the gutter, old value struck, new beside it. */
export function ValueDiff({
  from,
  to,
  changes,
  same = 'The two are equal.',
}: {
  readonly from: AttributeMap;
  readonly to: AttributeMap;
  readonly changes: readonly Change[];
  /** What to say when nothing differs. */
  readonly same?: string;
}): ReactElement {
  const rows = useMemo(() => diffRows(from, to, changes), [from, to, changes]);
  return (
    <div className={styles.diff}>
      {changes.length === 0 ? <p className={styles.equal}>{same}</p> : null}
      <ul>
        {rows.map((row) =>
          row.kind === 'same' ? (
            <SameRow key={row.key} names={row.names} document={from} />
          ) : (
            <ChangeRow key={row.key} row={row} />
          ),
        )}
      </ul>
    </div>
  );
}

function ChangeRow({ row }: { readonly row: DiffRow & { readonly kind: 'change' } }): ReactElement {
  return (
    <li className={styles.row} data-op={row.op}>
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[row.op]}
      </span>
      <VisuallyHidden>{WORDS[row.op]}</VisuallyHidden>
      <span className={styles.path}>
        <PlainText text={pathText(row.path)} limit={200} />
      </span>
      <span className={styles.values}>
        <Values row={row} />
      </span>
    </li>
  );
}

function Values({
  row: { op, before, after },
}: {
  readonly row: DiffRow & { readonly kind: 'change' };
}): ReactElement {
  const members = before === undefined || after === undefined ? undefined : setChange(before, after);
  if (members !== undefined) return <Members change={members} />;
  return (
    <>
      <Side value={before} struck />
      {op === 'change' ? (
        <span className={styles.after}>
          <span className={styles.arrow} aria-hidden="true">
            →
          </span>
          <Side value={after} />
        </span>
      ) : (
        <Side value={after} />
      )}
    </>
  );
}

/** How many members of a set are drawn of each kind. */
const MEMBERS = 100;

/** A set by its members: those that went, those that came, and how many stayed. */
function Members({ change }: { readonly change: SetChange }): ReactElement {
  const { added, removed, kept } = change;
  const more = Math.max(0, added.length - MEMBERS) + Math.max(0, removed.length - MEMBERS);
  return (
    <span className={styles.members}>
      {removed.slice(0, MEMBERS).map((member, index) => (
        <span key={`-${index}`}>
          <span aria-hidden="true">− </span>
          <ValueText value={member} struck limit={120} />
        </span>
      ))}
      {added.slice(0, MEMBERS).map((member, index) => (
        <span key={`+${index}`}>
          <span aria-hidden="true">+ </span>
          <ValueText value={member} limit={120} />
        </span>
      ))}
      <span className={styles.kept}>
        {more > 0 ? `${counted(more, 'more member')} changed, ` : ''}
        {counted(kept, 'member')} unchanged
      </span>
    </span>
  );
}

function Side({
  value,
  struck = false,
}: {
  readonly value: AttributeValue | undefined;
  readonly struck?: boolean;
}): ReactElement | null {
  if (value === undefined) return null;
  return 'M' in value || 'L' in value ? (
    <span className={cx(styles.json, struck && styles.struck)}>
      <PlainText text={plainJson(value)} limit={300} />
    </span>
  ) : (
    <ValueText value={value} struck={struck} limit={300} />
  );
}

function SameRow({
  names,
  document,
}: {
  readonly names: readonly string[];
  readonly document: AttributeMap;
}): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <li>
        <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'hide ' : ''}
          {counted(names.length, 'attribute')} unchanged
        </button>
      </li>
      {open
        ? names.slice(0, 500).map((name) => {
            const value = attributeOf(document, name);
            return (
              <li key={name} className={styles.row}>
                <span className={styles.path}>
                  <PlainText text={name} limit={200} />
                </span>
                <span className={styles.values}>
                  <Side value={value} />
                </span>
              </li>
            );
          })
        : null}
    </>
  );
}
