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

/** What an event does that is looked for: `makes progress ≥ 50`. */
const doesWords = (path: string, op: Op, typed: string): string => {
  switch (op) {
    case 'exists':
      return `adds ${path}`;
    case 'missing':
      return `leaves ${path} missing`;
    case 'changes':
      return `changes ${path}`;
    case 'contains':
      return `makes ${path} contain ${typed}`;
    case '=':
    case '<':
    case '≤':
    case '>':
    case '≥':
      return `makes ${path} ${op} ${typed}`;
  }
};

const needsValue = (op: Op): boolean => op !== 'exists' && op !== 'missing' && op !== 'changes';

/** Asks for a field, a test and a value; Enter leads to the first event after which it holds, then to the next ones. */
export function GoToField({ field }: { readonly field: DiffPath | undefined }): ReactElement {
  const id = useId();
  const state = taskContext.useSelector(({ shown }) => shown?.state);
  const { actions } = travelContext.useApi().getState();
  const [name, setName] = useState(field === undefined ? '' : pathText(field));
  const [op, setOp] = useState<Op>('=');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string>();

  const path = parsePath(name);
  const [top] = path ?? [];
  const like =
    state !== undefined && path?.length === 1 && typeof top === 'string'
      ? attributeOf(state, top)
      : undefined;
  const value = typedValue(typed, like);
  const ready = path !== undefined && (!needsValue(op) || typed !== '');
  const go = (towards: Towards | 'enter'): void => {
    if (path === undefined || !ready) return;
    const words = `event that ${doesWords(pathText(path), op, typed)}`;
    setAsked(words);
    // A task opens at its last event: what is asked anew is looked for from the first one.
    const from = towards === 'enter' ? (words === asked ? 'forward' : 'start') : towards;
    actions.seek({ kind: 'field', path: [...path], test: testOf(op, value) }, from, words);
  };
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        // Not by submitting: the button that a form presses at Enter would mean one way only.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        if (event.nativeEvent.isComposing) return;
        event.preventDefault();
        go('enter');
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
      <IconButton label="Next such event" disabled={!ready} onClick={() => go('forward')}>
        <span aria-hidden="true">›</span>
      </IconButton>
      <span className={styles.note}>{needsValue(op) && typed !== '' ? `as ${valueWords(value)}` : ''}</span>
    </form>
  );
}
