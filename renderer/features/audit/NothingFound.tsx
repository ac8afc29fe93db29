import type { ReactElement } from 'react';
import type { AuditRun } from '#shared/model/audit.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { counted } from '../../ui/numbers.ts';

/** What it means that an audit has found nothing, by how it stands. */
export function NothingFound({ run }: { readonly run: AuditRun }): ReactElement {
  const word = useEntryWord();
  if (run.state === 'running' || run.state === 'paused')
    return (
      <EmptyState title="No finding is certain yet">
        <p>
          {counted(run.tasks, word)} gone through. A finding is told once nothing that is still to be read can
          change it: at the latest when everything is read.
        </p>
      </EmptyState>
    );
  if (run.state !== 'done')
    return (
      <EmptyState title="Nothing was found before it ended">
        <p>{counted(run.tasks, word)} were gone through; the others are not judged.</p>
      </EmptyState>
    );
  return run.tasks === 0 ? (
    <EmptyState title={`There is no ${word} in this table`}>
      <p>
        {counted(run.items, 'item')} were read; none of them belongs to a {word} of the layout {run.layout}.
      </p>
    </EmptyState>
  ) : run.folds === false ? (
    <EmptyState title="Nothing is wrong with sequences and times">
      <p>
        {counted(run.tasks, word)} with {counted(run.events, 'event')} were gone through: no sequence is
        missing or doubled. Projections and moves were not judged, since the layout has no reducer.
      </p>
    </EmptyState>
  ) : (
    <EmptyState title="Nothing is wrong">
      <p>
        {counted(run.tasks, word)} with {counted(run.events, 'event')} were replayed. Every projection that is
        stored says what its events say, no sequence is missing or doubled, every move was legal.
      </p>
    </EmptyState>
  );
}
