import { useState, type ReactElement } from 'react';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import type { WhatIfExample, WhatIfGroup, WhatIfReport } from '#shared/model/whatIf.ts';
import { Button } from '../../ui/Button.tsx';
import { entryTitle, useEntryWord, type EntryWord } from '../../ui/entryWord.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueText } from '../../ui/value/ValueText.tsx';
import { looksLikeSeveral } from './ids.ts';
import styles from './whatIf.module.css';

type OpenTask = (task: string, seq: number) => void;

type StatesOf = (example: WhatIfExample) => ReactElement;

/** What a comparison found: the answer in a sentence, and the groups with their examples. */
export function WhatIfReportView({
  report,
  isOver,
  onOpenTask,
  statesOf,
}: {
  readonly report: WhatIfReport;
  readonly isOver: boolean;
  readonly onOpenTask: OpenTask;
  /** Both states of an example, on request. */
  readonly statesOf: StatesOf;
}): ReactElement {
  const word = useEntryWord();
  const { groups, groupCount, failed } = report;
  return (
    <div className={styles.report}>
      <p className={styles.answer} role="status">
        {answerIn(report, isOver, word)}
      </p>
      {failed.a + failed.b === 0 ? null : (
        <p className={styles.failed}>
          A reducer failed at some event: the first in {counted(failed.a, word)}, the second in{' '}
          {counted(failed.b, word)}.
        </p>
      )}
      <Absent tasks={report.absent ?? []} />
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group key={JSON.stringify([group.field, group.type])} {...{ group, onOpenTask, statesOf }} />
        ))}
      </ul>
      {groupCount > groups.length ? (
        <p>And {counted(groupCount - groups.length, 'smaller group')} more.</p>
      ) : null}
    </div>
  );
}

/** How many of the tasks that are not there are named. */
const NAMED = 20;

/** Tasks that were named and of which nothing is in the table. */
function Absent({ tasks }: { readonly tasks: readonly string[] }): ReactElement | null {
  const word = useEntryWord();
  if (tasks.length === 0) return null;
  const more = tasks.length - NAMED;
  return (
    <p className={styles.failed}>
      {counted(tasks.length, word)} that you named {tasks.length === 1 ? 'is' : 'are'} not in this table:{' '}
      <PlainText text={tasks.slice(0, NAMED).join(', ')} limit={2000} closed />
      {more > 0 ? ` and ${formatCount(more)} more` : ''}.
      {tasks.some(looksLikeSeveral) ? ' Ids go one a line.' : ''}
    </p>
  );
}

function answerIn({ tasks, differing, events }: WhatIfReport, isOver: boolean, word: EntryWord): string {
  const seen = `${counted(tasks, word)} with ${counted(events, 'event')}`;
  if (!isOver) return `${formatCount(differing)} differ so far, of ${seen}.`;
  if (tasks === 0) return `Nothing was compared: no ${word} was found.`;
  if (differing === 0) return `No difference: all of ${seen} end the same.`;
  return `${formatCount(differing)} of ${seen} end differently.`;
}

function Group({
  group,
  onOpenTask,
  statesOf,
}: {
  readonly group: WhatIfGroup;
  readonly onOpenTask: OpenTask;
  readonly statesOf: StatesOf;
}): ReactElement {
  const word = useEntryWord();
  const { field, type, tasks, examples } = group;
  return (
    <li>
      <details className={styles.group}>
        <summary>
          <span className={styles.field}>
            <PlainText text={field} limit={80} />
          </span>{' '}
          since <PlainText text={type} limit={80} /> · {counted(tasks, word)}
        </summary>
        <table className={styles.examples}>
          <thead>
            <tr>
              <th scope="col">{entryTitle(word)}</th>
              <th scope="col">Since event</th>
              <th scope="col">First reducer</th>
              <th scope="col">Second reducer</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {examples.map((example) => (
              <Example key={example.task} example={example} onOpenTask={onOpenTask} statesOf={statesOf} />
            ))}
          </tbody>
        </table>
        {tasks > examples.length ? <p>The first {examples.length} are shown.</p> : null}
      </details>
    </li>
  );
}

function Example({
  example,
  onOpenTask,
  statesOf,
}: {
  readonly example: WhatIfExample;
  readonly onOpenTask: OpenTask;
  readonly statesOf: StatesOf;
}): ReactElement {
  const [open, setOpen] = useState(false);
  const { task, seq, a, b } = example;
  return (
    <>
      <tr>
        <td>
          <button type="button" className={styles.task} onClick={() => onOpenTask(task, seq)}>
            <PlainText text={task} limit={120} />
          </button>
        </td>
        <td>{seq}</td>
        <td>
          <Side value={a} />
        </td>
        <td>
          <Side value={b} />
        </td>
        <td>
          <Button look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            Both states
          </Button>
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={5}>{statesOf(example)}</td>
        </tr>
      ) : null}
    </>
  );
}

function Side({ value }: { readonly value: AttributeValue | undefined }): ReactElement {
  return value === undefined ? (
    <span className={styles.absent}>absent</span>
  ) : (
    <ValueText value={value} limit={120} />
  );
}
