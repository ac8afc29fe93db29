import { Command } from 'cmdk';
import { useEffect, type ReactElement } from 'react';
import type { TableDescription } from '#shared/model/layout.ts';
import { ACTION_IDS, ACTIONS, type ActionId } from '../../ui/actions/actionTable.ts';
import { useActions } from '../../ui/actions/useAction.tsx';
import { useModal } from '../../ui/Dialog.tsx';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { IdText } from '../../ui/IdText.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { StatusGlyph } from '../../ui/StatusGlyph.tsx';
import { statusLook, statusWords } from '../../ui/statusLook.ts';
import { lookedWords, type ListingState } from './listing.ts';
import { eventNumber, matchesWords } from './matching.ts';
import styles from './palette.module.css';
import { paletteStore } from './store.ts';

/** Actions that only make sense for what has the focus, which the palette takes away. */
const NOT_OFFERED: ReadonlySet<ActionId> = new Set<ActionId>(['palette.open', 'filter.focus', 'copy']);

const wordsOf = (id: ActionId): string => {
  const entry = ACTIONS[id];
  return 'words' in entry ? `${entry.label} ${entry.words}` : entry.label;
};

/** What the palette can reach. */
export interface PaletteProps {
  readonly tables: readonly TableDescription[];
  /** The table in which tasks are looked for. */
  readonly listing: ListingState;
  /** Whether a task is open, so that `#123` leads to one of its events. */
  readonly taskOpen: boolean;
  readonly keyLabel: (keys: string) => string;
  readonly onTable: (table: string) => void;
  readonly onTask: (task: string) => void;
  readonly onEvent: (seq: number) => void;
}

/** The command palette: tasks by any id, tables, every action that can be done now, `#123` for an event. */
export function Palette(props: PaletteProps): ReactElement | null {
  const open = paletteStore.useSelector((state) => state.open);
  return open ? <OpenPalette {...props} /> : null;
}

function OpenPalette(props: PaletteProps): ReactElement {
  const modal = useModal();
  const text = paletteStore.useSelector((state) => state.text);
  const type = paletteStore.useSelector((state) => state.type);
  const hide = paletteStore.useSelector((state) => state.hide);
  const lookIn = paletteStore.useSelector((state) => state.lookIn);
  const { listing } = props;
  useEffect(() => lookIn('listing' in listing ? listing.listing : undefined), [lookIn, listing]);
  return (
    <dialog
      ref={modal}
      className={styles.palette}
      aria-label="Find a task, a table or a command"
      onCancel={(event) => {
        event.preventDefault();
        hide();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) hide();
      }}
    >
      <Command label="Find a task, a table or a command" shouldFilter={false} loop>
        <Command.Input
          className={styles.input}
          placeholder="Task id, order number, table, command, or # and a sequence"
          value={text}
          onValueChange={type}
        />
        <Command.List className={styles.list}>
          <Results {...props} />
        </Command.List>
      </Command>
    </dialog>
  );
}

function Results({
  tables,
  listing,
  taskOpen,
  keyLabel,
  onTable,
  onTask,
  onEvent,
}: PaletteProps): ReactElement {
  const actions = useActions();
  const text = paletteStore.useSelector((state) => state.text);
  const found = paletteStore.useSelector((state) => state.found);
  const hide = paletteStore.useSelector((state) => state.hide);
  const looked = text.trim() === '' ? undefined : lookedWords(listing, found);
  const seq = taskOpen ? eventNumber(text) : undefined;
  const close = (then: () => void) => (): void => {
    hide();
    // After the dialog has closed and given the focus back, so that the action may move it.
    setTimeout(then);
  };
  const shown = ACTION_IDS.filter(
    (id) => !NOT_OFFERED.has(id) && actions.has(id) && matchesWords(wordsOf(id), text),
  );
  return (
    <>
      {looked === undefined ? null : (
        <p className={styles.note} role="status">
          {looked}
        </p>
      )}
      {found.phase === 'running' ? null : (
        <Command.Empty className={styles.note}>
          Nothing found{listing.phase === 'reading' ? ' so far' : ''}. Tasks, tables and commands are found by
          any part of their names.
        </Command.Empty>
      )}
      {seq === undefined ? null : (
        <Command.Item className={styles.item} value={`event ${seq}`} onSelect={close(() => onEvent(seq))}>
          Go to event {seq}
        </Command.Item>
      )}
      {found.phase === 'done' && found.value.length > 0 ? (
        <Command.Group className={styles.group} heading="Tasks">
          {found.value.map((row) => (
            <Command.Item
              key={row.task}
              className={styles.item}
              value={`task ${row.task}`}
              onSelect={close(() => onTask(row.task))}
            >
              <StatusGlyph look={statusLook(row.status)} label={statusWords(row.status)} />
              <IdText id={row.task} />
              <bdi className={styles.muted}>{row.title}</bdi>
              <FindingBadge errors={row.findings.error} warnings={row.findings.warning} />
            </Command.Item>
          ))}
        </Command.Group>
      ) : null}
      <TableResults tables={tables} text={text} onChoose={(table) => close(() => onTable(table))} />
      {shown.length === 0 ? null : (
        <Command.Group className={styles.group} heading="Commands">
          {shown.map((id) => (
            <ActionItem key={id} id={id} keyLabel={keyLabel} onSelect={close(() => actions.run(id))} />
          ))}
        </Command.Group>
      )}
    </>
  );
}

function TableResults({
  tables,
  text,
  onChoose,
}: {
  readonly tables: readonly TableDescription[];
  readonly text: string;
  readonly onChoose: (table: string) => () => void;
}): ReactElement | null {
  const shown = tables.filter((table) => text !== '' && matchesWords(table.table, text));
  if (shown.length === 0) return null;
  return (
    <Command.Group className={styles.group} heading="Tables">
      {shown.map(({ table }) => (
        <Command.Item key={table} className={styles.item} value={`table ${table}`} onSelect={onChoose(table)}>
          <bdi>{table}</bdi>
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function ActionItem({
  id,
  keyLabel,
  onSelect,
}: {
  readonly id: ActionId;
  readonly keyLabel: (keys: string) => string;
  readonly onSelect: () => void;
}): ReactElement {
  const { label, keys } = ACTIONS[id];
  const [first] = keys;
  return (
    <Command.Item className={styles.item} value={`action ${id}`} onSelect={onSelect}>
      <span className={styles.grow}>{label}</span>
      {first === undefined ? null : <KeyHint keys={keyLabel(first)} />}
    </Command.Item>
  );
}
