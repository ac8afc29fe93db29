import { useId, useState, type ReactElement } from 'react';
import type { FieldTest, Towards } from '#shared/contract/travel.ts';
import { attributeOf, type AttributeValue } from '#shared/model/attributeValue.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Select, type Choice } from '../../../ui/Field.tsx';
import { pathText } from '../../../ui/value/path.ts';
import { taskContext } from '../store.ts';
import { parsePath } from './fieldPath.ts';
import styles from './Travel.module.css';
import { travelContext } from './travelStore.ts';
import { typedValue, valueWords } from './typedValue.ts';

type Op = FieldTest['op'];

const OPS: readonly Choice<Op>[] = [
  { value: '=', label: '=' },
  { value: '<', label: '<' },
  { value: '≤', label: '≤' },
  { value: '>', label: '>' },
  { value: '≥', label: '≥' },
  { value: 'contains', label: 'contains' },
  { value: 'exists', label: 'exists' },
  { value: 'missing', label: 'is missing' },
  { value: 'changes', label: 'changes' },
];

const testOf = (op: Op, value: AttributeValue): FieldTest => {
  switch (op) {
    case 'exists':
    case 'missing':
    case 'changes':
      return { op };
    case '=':
    case '<':
    case '≤':
    case '>':
    case '≥':
    case 'contains':
      return { op, value };
  }
};

const needsValue = (op: Op): boolean => op !== 'exists' && op !== 'missing' && op !== 'changes';

/** Asks for a field, a test and a value, and leads to the first event after which the test holds. */
export function GoToField({ field }: { readonly field: DiffPath | undefined }): ReactElement {
  const id = useId();
  const state = taskContext.useSelector(({ shown }) => shown?.state);
  const { actions } = travelContext.useApi().getState();
  const [name, setName] = useState(field === undefined ? '' : pathText(field));
  const [op, setOp] = useState<Op>('=');
  const [typed, setTyped] = useState('');

  const path = parsePath(name);
  const [top] = path ?? [];
  const like =
    state !== undefined && path?.length === 1 && typeof top === 'string'
      ? attributeOf(state, top)
      : undefined;
  const value = typedValue(typed, like);
  const ready = path !== undefined && (!needsValue(op) || typed !== '');
  const go = (towards: Towards): void => {
    if (path === undefined || !ready) return;
    const words = `event after which ${pathText(path)} ${op}${needsValue(op) ? ` ${typed}` : ''}`;
    actions.seek({ kind: 'field', path: [...path], test: testOf(op, value) }, towards, words);
  };
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        go('forward');
      }}
    >
      <input
        className={styles.path}
        aria-label="Field"
        aria-invalid={name !== '' && path === undefined}
        placeholder="status, order.lines[0].sku"
        list={`${id}-fields`}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <datalist id={`${id}-fields`}>
        {Object.keys(state ?? {}).map((each) => (
          <option key={each} value={pathText([each])} />
        ))}
      </datalist>
      <Select bare label="Test" value={op} choices={OPS} onChange={setOp} />
      {needsValue(op) ? (
        <input
          className={styles.value}
          aria-label="Value"
          placeholder="value"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <Button disabled={!ready} onClick={() => go('start')}>
        First
      </Button>
      <IconButton label="Previous such event" disabled={!ready} onClick={() => go('backward')}>
        <span aria-hidden="true">‹</span>
      </IconButton>
      <IconButton type="submit" label="Next such event" disabled={!ready}>
        <span aria-hidden="true">›</span>
      </IconButton>
      <span className={styles.note}>{needsValue(op) && typed !== '' ? `as ${valueWords(value)}` : ''}</span>
    </form>
  );
}
