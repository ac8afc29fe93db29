import type { ReactElement } from 'react';
import { fromErrorData } from '#shared/errors/appError.ts';
import type { AuditRun } from '#shared/model/audit.ts';
import { Button } from '../../ui/Button.tsx';
import { entryTitle, useEntryWord, type EntryWord } from '../../ui/entryWord.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { TAKES_FOCUS } from '../../ui/focus/focusPlace.ts';
import { FindingBadge } from '../../ui/FindingBadge.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { SlowReducerNote } from '../../ui/SlowReducerNote.tsx';
import { formatDuration } from '../../ui/time/duration.ts';
import { Time } from '../../ui/time/Time.tsx';
import styles from './audit.module.css';
import { auditStore } from './auditState.ts';
import { canGoOn, STATE_WORDS, throughText, unitsAndCost, unitsText, unitsTitle } from './words.ts';

/** How the audit stands, what it took, and what can be done with it. */
export function AuditHead({ run }: { readonly run: AuditRun }): ReactElement {
  const word = useEntryWord();
  const error = auditStore.useSelector((state) => state.error);
  const { reopen, resume } = auditStore.useApi().getState();
  const live = run.state === 'running' || run.state === 'paused';
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h3 className={styles.state} data-state={run.state} {...TAKES_FOCUS}>
          {run.judging ? `Judging the last ${word}s` : STATE_WORDS[run.state]}
        </h3>
        <span className={styles.muted}>
          begun <Time at={run.startedAt} suffix=" ago" />
        </span>
        <FindingBadge errors={run.findings.error} warnings={0} />
        <FindingBadge errors={0} warnings={run.findings.warning + run.findings.info} />
        <Actions run={run} />
      </div>
      {live ? (
        <Progress
          label={run.state === 'paused' ? 'Paused at' : 'Read'}
          done={run.items}
          total={run.expectedItems}
          unit="items"
          perSecond={run.state === 'running' ? run.itemsPerSecond : undefined}
        />
      ) : null}
      <p className={styles.figures}>
        {live ? null : <span>{throughText(run, word)}</span>}
        <span>{formatDuration(run.seconds * 1000)}</span>
        {live ? <Left run={run} /> : null}
        <span title={unitsTitle(run)}>{unitsAndCost(run, 'read unit')}</span>
        {run.options.unitsPerSecond === undefined ? null : (
          <span>at most {unitsText(run.options.unitsPerSecond)} a second</span>
        )}
        <span>layout {run.layout}</span>
      </p>
      {run.slow === undefined ? null : <SlowReducerNote slow={run.slow} />}
      <Unfinished run={run} />
      {run.error === undefined || error !== undefined ? null : (
        <ErrorPanel
          compact
          isKept
          error={fromErrorData(run.error)}
          steps={
            canGoOn(run)
              ? { retry: () => void resume(), reload: () => void resume(), reconnect: () => void resume() }
              : {}
          }
        />
      )}
      {error === undefined ? null : (
        <ErrorPanel
          compact
          isKept
          error={error}
          steps={{ retry: () => void resume(), reload: reopen, reconnect: reopen }}
        />
      )}
    </header>
  );
}

/** How long it may still take, as far as the server's count of items is right. */
function Left({ run }: { readonly run: AuditRun }): ReactElement | null {
  const left = run.expectedItems - run.items;
  if (run.itemsPerSecond === undefined || run.itemsPerSecond <= 0 || left <= 0) return null;
  return <span>about {formatDuration((left / run.itemsPerSecond) * 1000)} left</span>;
}

function unfinishedWords(state: AuditRun['state'], word: EntryWord): string | undefined {
  const notJudged = `${entryTitle(word)}s that were not read to their end are not judged yet.`;
  switch (state) {
    case 'ceiling':
      return `It read as many units as it was allowed to. ${notJudged}`;
    case 'cancelled':
      return `It was cancelled. ${notJudged}`;
    case 'interrupted':
      return 'The program ended while it ran. It goes on from the last point that was kept.';
    case 'running':
    case 'paused':
    case 'done':
    case 'failed':
      return undefined;
  }
}

function Unfinished({ run }: { readonly run: AuditRun }): ReactElement | null {
  const words = unfinishedWords(run.state, useEntryWord());
  return words === undefined ? null : <p className={styles.unfinished}>{words}</p>;
}

/** Each button is keyed by what it is for: one under the focus is never another one after the next change. */
function Actions({ run }: { readonly run: AuditRun }): ReactElement {
  const { pause, resume, cancel, ask } = auditStore.useApi().getState();
  switch (run.state) {
    case 'running':
      return (
        <div className={styles.actions}>
          <Button key="pace" onClick={() => void pause()}>
            Pause
          </Button>
          <Button key="cancel" onClick={() => void cancel()}>
            Cancel
          </Button>
        </div>
      );
    case 'paused':
      return (
        <div className={styles.actions}>
          <Button key="pace" look="primary" onClick={() => void resume()}>
            Go on
          </Button>
          <Button key="cancel" onClick={() => void cancel()}>
            Cancel
          </Button>
        </div>
      );
    case 'done':
      return (
        <div className={styles.actions}>
          <Button key="new" onClick={() => ask(true)}>
            New audit…
          </Button>
        </div>
      );
    case 'ceiling':
    case 'cancelled':
    case 'interrupted':
    case 'failed':
      return (
        <div className={styles.actions}>
          {canGoOn(run) ? (
            <Button key="pace" look="primary" onClick={() => void resume()}>
              Go on
            </Button>
          ) : null}
          <Button key="new" onClick={() => ask(true)}>
            New audit…
          </Button>
        </div>
      );
  }
}
