import type { ReactElement } from 'react';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { Progress } from '../../ui/Progress.tsx';
import type { WhatIfRun } from './useWhatIf.ts';

/** How far a comparison is: of how many tasks where that is known or can be estimated, and at what pace. */
export function WhatIfProgressLine({
  run: { question, progress },
  known,
}: {
  readonly run: Exclude<WhatIfRun, { readonly phase: 'idle' }>;
  readonly known: number | undefined;
}): ReactElement {
  const word = useEntryWord();
  const chosen = question.which.kind === 'tasks' ? question.which.tasks.length : undefined;
  const { done = 0, items = 0, perSecond = 0 } = progress ?? {};
  // Of streams that lie apart every item is read before the first stream can be folded.
  if (done === 0 && items > 0 && chosen === undefined) {
    return <Progress label="Read" done={items} unit="items, to be folded by stream" />;
  }
  return (
    <Progress
      label="Folded"
      done={done}
      total={chosen ?? known ?? progress?.total}
      exact={chosen !== undefined}
      unit={`${word}s by both reducers`}
      perSecond={done === 0 ? undefined : perSecond}
    />
  );
}
