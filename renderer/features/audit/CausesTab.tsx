import type { ReactElement } from 'react';
import type { AuditCause, AuditRun } from '#shared/model/audit.ts';
import { kindName } from '../../ui/findingKind.ts';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { counted, formatCount } from '../../ui/numbers.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Time } from '../../ui/time/Time.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import type { OpenTask } from './openTask.ts';
import styles from './audit.module.css';
import { BarChart } from './BarChart.tsx';
import { NothingFound } from './NothingFound.tsx';
import { SeverityGlyph } from './SeverityGlyph.tsx';
import { auditStore, overviewOf } from './auditState.ts';
import { TimeChart } from './TimeChart.tsx';
import { causeWords } from './words.ts';

/** What the findings have in common, first of all; beside it the same drawn over time, by kind and by field. */
export function CausesTab({
  run,
  onOpenTask,
}: {
  readonly run: AuditRun;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const overview = auditStore.useSelector(overviewOf);
  const { narrow } = auditStore.useApi().getState();
  if (overview === undefined) return <Skeleton label="Grouping the findings" rows={5} />;
  if (overview.causes.length === 0) return <NothingFound run={run} />;
  const { causes, causesTotal, byKind, byField, overTime, timeless } = overview;
  return (
    <div className={styles.causesSide}>
      <ol className={styles.causes} aria-label="Causes">
        {causes.map((cause) => (
          <Cause
            key={cause.key}
            cause={cause}
            tasksOfAll={Math.max(1, run.tasks)}
            onShow={() =>
              narrow({ cause: cause.key, kinds: [], field: undefined, type: undefined, against: undefined })
            }
            onOpenTask={onOpenTask}
          />
        ))}
        {causesTotal > causes.length ? (
          <li className={styles.note}>and {counted(causesTotal - causes.length, 'smaller cause')}</li>
        ) : null}
      </ol>
      <div className={styles.charts}>
        <TimeChart buckets={overTime} timeless={timeless} />
        <BarChart
          title="By kind"
          bars={byKind.map(({ kind, error, warning }) => ({
            key: kind,
            label: kindName(kind),
            error,
            warning,
          }))}
          onChoose={(kind) => narrow({ kinds: [kind], cause: undefined, field: undefined })}
        />
        {byField.length === 0 ? null : (
          <BarChart
            title="By differing field"
            bars={byField.map(({ field, error, warning }) => ({ key: field, label: field, error, warning }))}
            onChoose={(field) => narrow({ field, cause: undefined, kinds: [] })}
            mono
          />
        )}
      </div>
    </div>
  );
}

function Cause({
  cause,
  tasksOfAll,
  onShow,
  onOpenTask,
}: {
  readonly cause: AuditCause;
  /** How many tasks there are. */
  readonly tasksOfAll: number;
  readonly onShow: () => void;
  readonly onOpenTask: OpenTask;
}): ReactElement {
  const word = useEntryWord();
  const { severity, tasks, findings, fields, since, until, example } = cause;
  return (
    <li className={styles.cause} data-severity={severity}>
      <button type="button" className={styles.causeButton} onClick={onShow} title="Show these findings">
        <span className={styles.causeLine}>
          <SeverityGlyph severity={severity} />
          <span className={styles.causeWords}>
            <strong>{counted(tasks, word)}</strong> <PlainText closed text={causeWords(cause)} limit={160} />
          </span>
        </span>
        <span className={styles.share} aria-hidden="true" title={`of ${counted(tasksOfAll, word)}`}>
          <span style={{ width: `${Math.min(100, (100 * tasks) / tasksOfAll)}%` }} />
        </span>
      </button>
      <div className={styles.causeFacts}>
        {since === undefined ? null : (
          <span>
            since <Time at={since} precision="short" style="absolute" />
            {until === undefined || until === since ? null : (
              <>
                {' '}
                until <Time at={until} precision="short" style="absolute" />
              </>
            )}
          </span>
        )}
        {fields.length === 0 ? null : (
          <span className={styles.fieldNames}>
            {fields.slice(0, 5).map((field) => (
              <code key={field}>
                <bdi>{field}</bdi>
              </code>
            ))}
            {fields.length > 5 ? ` and ${fields.length - 5} more` : ''}
          </span>
        )}
        {findings === tasks ? null : <span>{formatCount(findings)} findings</span>}
        <button type="button" className={styles.link} onClick={() => onOpenTask(example.task, example.seq)}>
          <bdi className={styles.example}>{example.task}</bdi>
          {example.seq === undefined ? '' : ` at ${example.seq}`}
        </button>
      </div>
    </li>
  );
}
