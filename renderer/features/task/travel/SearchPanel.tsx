import { useState, type ReactElement } from 'react';
import type { TextQuery } from '#shared/contract/travel.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Select, type Choice } from '../../../ui/Field.tsx';
import { useReturnFocus } from '../../../ui/focus/useReturnFocus.ts';
import { taskContext } from '../store.ts';
import { HitList } from './HitList.tsx';
import { SearchNote } from './SearchNote.tsx';
import styles from './Travel.module.css';
import { travelContext } from './travelStore.ts';

const WITHIN: readonly Choice<TextQuery['within']>[] = [
  { value: 'events', label: 'in events' },
  { value: 'states', label: 'in states' },
];

const same = (a: TextQuery, b: TextQuery): boolean =>
  a.text === b.text && a.within === b.within && a.regex === b.regex;

/** Searches the whole stream: Enter searches, and then goes from hit to hit; with Shift, back. */
export function SearchPanel(): ReactElement {
  const search = travelContext.useSelector((state) => state.search);
  const { actions } = travelContext.useApi().getState();
  const task = taskContext.useApi();
  const [query, setQuery] = useState<TextQuery>(
    search?.query ?? { within: 'events', text: '', regex: false },
  );
  const giveBack = useReturnFocus();
  const bad = search?.phase === 'failed' && same(search.query, query);

  const go = (back: boolean): void => {
    if (query.text === '') return;
    if (search !== undefined && search.phase !== 'failed' && same(search.query, query)) {
      actions.walk(back ? 'backward' : 'forward');
    } else actions.search(query);
  };
  return (
    <div
      className={styles.panel}
      role="search"
      aria-label="Search the whole stream"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        if (search?.phase === 'running') actions.stopSearch();
        else {
          actions.open(undefined);
          giveBack();
        }
      }}
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          go(false);
        }}
      >
        <input
          type="search"
          className={cx(styles.text, query.regex && styles.mono)}
          aria-label="Search for"
          aria-invalid={bad}
          placeholder={query.regex ? 'expression' : 'text'}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          autoFocus
          value={query.text}
          onChange={(event) => setQuery({ ...query, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            go(true);
          }}
        />
        <button
          type="button"
          className={styles.regex}
          aria-pressed={query.regex}
          aria-label="Search by regular expression"
          title="Read the text as a regular expression"
          onClick={() => setQuery({ ...query, regex: !query.regex })}
        >
          .*
        </button>
        <Select
          bare
          label="Search where"
          value={query.within}
          choices={WITHIN}
          onChange={(within) => setQuery({ ...query, within })}
        />
        {search?.phase === 'running' ? (
          <Button onClick={actions.stopSearch}>Stop</Button>
        ) : (
          <Button type="submit" disabled={query.text === ''}>
            Search
          </Button>
        )}
        <IconButton
          label="Previous hit"
          disabled={search === undefined}
          onClick={() => actions.walk('backward')}
        >
          <span aria-hidden="true">‹</span>
        </IconButton>
        <IconButton label="Next hit" disabled={search === undefined} onClick={() => actions.walk('forward')}>
          <span aria-hidden="true">›</span>
        </IconButton>
        {search === undefined ? null : (
          <SearchNote search={search} onAgain={() => actions.search(search.query)} />
        )}
      </form>
      {search === undefined || search.hits.length === 0 ? null : (
        <HitList hits={search.hits} onSelect={(seq) => task.getState().actions.select(seq)} />
      )}
    </div>
  );
}
