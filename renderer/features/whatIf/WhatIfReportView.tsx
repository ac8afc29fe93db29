import type { ReactElement } from 'react';
import type { AttributeValue } from '#shared/model/attributeValue.ts';
import type { WhatIfExample, WhatIfGroup, WhatIfReport } from '#shared/model/whatIf.ts';
import { counted, formatCount } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueText } from '../../ui/value/ValueText.tsx';
import styles from './whatIf.module.css';

type OpenTask = (task: string, seq: number) => void;

/** What a comparison found: the answer in a sentence, and the groups with their examples. */
export function WhatIfReportView({
  report,
  isOver,
  onOpenTask,
}: {
  readonly report: WhatIfReport;
  readonly isOver: boolean;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const { groups, groupCount, failed } = report;
  return (
    <div className={styles.report}>
      <p className={styles.answer} role="status">
        {answerIn(report, isOver)}
      </p>
      {failed.a + failed.b === 0 ? null : (
        <p className={styles.failed}>
          A reducer failed at some event: the first in {counted(failed.a, 'task')}, the second in{' '}
          {counted(failed.b, 'task')}.
        </p>
      )}
      <ul className={styles.groups}>
        {groups.map((group) => (
          <Group key={JSON.stringify([group.field, group.type])} group={group} onOpenTask={onOpenTask} />
        ))}
      </ul>
      {groupCount > groups.length ? (
        <p>And {counted(groupCount - groups.length, 'smaller group')} more.</p>
      ) : null}
    </div>
  );
}

function answerIn({ tasks, differing, events }: WhatIfReport, isOver: boolean): string {
  const seen = `${counted(tasks, 'task')} with ${counted(events, 'event')}`;
  if (!isOver) return `${formatCount(differing)} differ so far, of ${seen}.`;
  if (differing === 0) return `No difference: all of ${seen} end the same.`;
  return `${formatCount(differing)} of ${seen} end differently.`;
}

function Group({
  group,
  onOpenTask,
}: {
  readonly group: WhatIfGroup;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const { field, type, tasks, examples } = group;
  return (
    <li>
      <details className={styles.group}>
        <summary>
          <span className={styles.field}>
            <PlainText text={field} limit={80} />
          </span>{' '}
          since <PlainText text={type} limit={80} /> · {counted(tasks, 'task')}
        </summary>
        <table className={styles.examples}>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Since event</th>
              <th scope="col">First reducer</th>
              <th scope="col">Second reducer</th>
            </tr>
          </thead>
          <tbody>
            {examples.map((example) => (
              <Example key={example.task} example={example} onOpenTask={onOpenTask} />
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
}: {
  readonly example: WhatIfExample;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const { task, seq, a, b } = example;
  return (
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
    </tr>
  );
}

function Side({ value }: { readonly value: AttributeValue | undefined }): ReactElement {
  return value === undefined ? (
    <span className={styles.absent}>absent</span>
  ) : (
    <ValueText value={value} limit={120} />
  );
}
