import { useRef, type ReactElement } from 'react';
import type { AuditFilter } from '#shared/model/audit.ts';
import { seqOfFinding } from '#shared/model/finding.ts';
import { kindName } from '../../ui/findingKind.ts';
import { useAction } from '../../ui/actions/useAction.tsx';
import { Button } from '../../ui/Button.tsx';
import { sharedPrefixLength } from '../../ui/commonPrefix.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { entryTitle, useEntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Select, TextField } from '../../ui/Field.tsx';
import { useRangeCache } from '../../ui/list/useRangeCache.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { counted } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import type { OpenTask } from './openTask.ts';
import styles from './audit.module.css';
import { FindingDetail } from './FindingDetail.tsx';
import { FindingRow } from './FindingRow.tsx';
import { auditStore, foundIn, isNarrowed, type AuditViewState } from './auditState.ts';
import { ChipOff } from './ChipOff.tsx';
import { Compared } from './Compared.tsx';
import { changeWords } from './comparisonWords.ts';
import { NothingFound } from './NothingFound.tsx';
import { causeWords, findingWords } from './words.ts';

const ROW_HEIGHT = 44;

const SEVERITIES = [
  { value: 'all', label: 'Every severity' },
  { value: 'error', label: 'Errors' },
  { value: 'warning', label: 'Warnings' },
] as const;

const ORDERS = [
  { value: 'severity', label: 'Errors first' },
  { value: 'found', label: 'As found' },
] as const;

/** The findings of the run, narrowed, and the chosen one with the way to its event. */
export function FindingsTab({ onOpenTask }: { readonly onOpenTask: OpenTask }): ReactElement {
  const rows = auditStore.useSelector((state) => state.rows);
  const selected = auditStore.useSelector((state) => state.selected);
  const run = auditStore.useSelector((state) => state.run);
  const narrowed = auditStore.useSelector((state) => isNarrowed(state.filter));
  const difference = auditStore.useSelector(onlyDifference);
  const { select, clearFilter } = auditStore.useApi().getState();
  useRangeCache(rows);
  const total = rows.total();
  const chosen = selected === undefined ? undefined : rows.at(selected);
  const open = (index: number): void => {
    const row = rows.at(index);
    if (row !== undefined) onOpenTask(row.finding.task, seqOfFinding(row.finding));
  };
  const error = rows.error();
  const again = (): void => rows.invalidate();
  const taskAt = (index: number): string | undefined => rows.at(index)?.finding.task;
  return (
    <div className={styles.findings}>
      <Filters total={total} />
      {error === undefined ? null : (
        <ErrorPanel compact isKept error={error} steps={{ retry: again, reload: again, reconnect: again }} />
      )}
      {total === 0 && run !== undefined && !narrowed ? (
        foundIn(run) === 0 ? (
          <NothingFound run={run} />
        ) : (
          // Rows of before its first finding.
          <Skeleton label="Reading the findings" rows={5} />
        )
      ) : total === 0 && difference !== undefined ? (
        <EmptyState title={`No finding is ${difference}`} />
      ) : total === 0 ? (
        <EmptyState
          title="No finding passes the filter"
          actions={<Button onClick={clearFilter}>Clear the filter</Button>}
        />
      ) : (
        <VirtualList
          label="Findings"
          scope="findings"
          count={total ?? 0}
          rowHeight={ROW_HEIGHT}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onVisible={rows.ensure}
          rowLabel={(index) => {
            const row = rows.at(index);
            return row === undefined
              ? 'Loading'
              : `${row.finding.task}, ${row.finding.severity}: ${findingWords(row.finding)}`;
          }}
          renderRow={(index) => {
            const task = taskAt(index);
            const around = [taskAt(index - 1), taskAt(index + 1)];
            return (
              <FindingRow
                row={rows.at(index)}
                dim={task === undefined ? 0 : sharedPrefixLength(task, around)}
              />
            );
          }}
        />
      )}
      {chosen === undefined ? null : <FindingDetail row={chosen} onOpenTask={onOpenTask} />}
    </div>
  );
}

function Filters({ total }: { readonly total: number | undefined }): ReactElement {
  const word = useEntryWord();
  const filter = auditStore.useSelector((state) => state.filter);
  const overview = auditStore.useSelector((state) => state.overview);
  const { narrow } = auditStore.useApi().getState();
  const part = useRef<HTMLDivElement>(null);
  useAction('filter.focus', () => part.current?.querySelector('input')?.focus());
  const kinds = [
    { value: 'all', label: 'Every kind' },
    ...(overview?.byKind ?? []).map(({ kind }) => ({ value: kind, label: kindName(kind) })),
  ];
  return (
    <div ref={part} className={styles.filters} role="search" aria-label="Findings">
      <TextField
        label="Filter findings"
        hideLabel
        placeholder={`${entryTitle(word)}, event type, field, reason`}
        value={filter.text}
        onChange={(event) => narrow({ text: event.currentTarget.value })}
      />
      <Select
        bare
        label="Kind"
        value={filter.kinds[0] ?? 'all'}
        choices={kinds}
        onChange={(kind) => narrow({ kinds: kind === 'all' ? [] : [kind] })}
      />
      <Select
        bare
        label="Severity"
        value={filter.severity ?? 'all'}
        choices={SEVERITIES}
        onChange={(severity) => narrow({ severity: severity === 'all' ? undefined : severity })}
      />
      <Select
        bare
        label="Order"
        value={filter.order}
        choices={ORDERS}
        onChange={(order) => narrow({ order })}
      />
      <span className={styles.muted} role="status">
        {total === undefined ? '' : counted(total, 'finding')}
      </span>
      <Chips filter={filter} />
    </div>
  );
}

/** What narrows the list beside the fields above: each goes by a press. */
function Chips({ filter }: { readonly filter: AuditFilter }): ReactElement | null {
  const word = useEntryWord();
  const cause = auditStore.useSelector((state) =>
    filter.cause === undefined ? undefined : state.overview?.causes.find(({ key }) => key === filter.cause),
  );
  const comparison = auditStore.useSelector((state) => state.comparison);
  const { narrow } = auditStore.useApi().getState();
  const { against } = filter;
  const none = filter.cause === undefined && filter.field === undefined && filter.type === undefined;
  if (none && against === undefined) return null;
  return (
    <div className={styles.chips}>
      {against === undefined || comparison === undefined ? null : (
        <Compared comparison={comparison} against={against} />
      )}
      {filter.cause === undefined ? null : (
        <span className={styles.chipOn}>
          <bdi>
            {cause === undefined ? 'one cause' : `${word}s that ${causeWords({ ...cause, tasks: 2 })}`}
          </bdi>
          <ChipOff label="All causes" onOff={() => narrow({ cause: undefined })} />
        </span>
      )}
      {filter.field === undefined ? null : (
        <span className={styles.chipOn}>
          field <code>{filter.field}</code>
          <ChipOff label="All fields" onOff={() => narrow({ field: undefined })} />
        </span>
      )}
      {filter.type === undefined ? null : (
        <span className={styles.chipOn}>
          at <code>{filter.type}</code>
          <ChipOff label="All event types" onOff={() => narrow({ type: undefined })} />
        </span>
      )}
    </div>
  );
}

/** By what findings differ from those of another audit, where they are narrowed by nothing else. */
function onlyDifference({ filter, comparison }: AuditViewState): string | undefined {
  const { against } = filter;
  if (against === undefined || comparison === undefined) return undefined;
  return isNarrowed({ ...filter, against: undefined }) ? undefined : changeWords(against.change, comparison);
}
