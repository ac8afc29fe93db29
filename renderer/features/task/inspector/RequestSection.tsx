import type { ReactElement } from 'react';
import type { LaneRequest } from '#shared/model/idempotencyLane.ts';
import { Button } from '../../../ui/Button.tsx';
import { EvidenceBadge } from '../../../ui/conflict/EvidenceBadge.tsx';
import { ErrorPanel } from '../../../ui/ErrorPanel.tsx';
import { counted } from '../../../ui/numbers.ts';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { eventKey } from '../eventLook.ts';
import { requestOf, requestSteps } from '../requestSteps.ts';
import { stateWords, stepWords } from '../requestWords.ts';
import { taskContext } from '../store.ts';
import { RequestShape } from '../timeline/RequestShape.tsx';
import styles from './Request.module.css';

const TITLES = {
  recorded: 'The record that lies in the table says so.',
  inferred: 'Concluded from the events; no record says so.',
} as const;

/** What became of the request that the event `seq` names: when it ran, which repeats its record answered, when that expires. */
export function RequestSection({
  requestKey,
  seq,
}: {
  readonly requestKey: string;
  readonly seq: number;
}): ReactElement {
  const lane = taskContext.useSelector((state) => state.lane);
  const { actions } = taskContext.useApi().getState();
  switch (lane.phase) {
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton rows={3} label="Reading the request’s record" />;
    case 'failed':
      return (
        <ErrorPanel compact error={lane.error} steps={{ retry: actions.reopen, reconnect: actions.reopen }} />
      );
    case 'done': {
      const request = requestOf(lane.value, requestKey);
      return request === undefined ? (
        <p className={styles.note}>
          This task names {counted(lane.value.total, 'request')}; only the records of those that ran last are
          read.
        </p>
      ) : (
        <Story request={request} seq={seq} />
      );
    }
  }
}

function Story({ request, seq }: { readonly request: LaneRequest; readonly seq: number }): ReactElement {
  const { actions } = taskContext.useApi().getState();
  const left = request.runCount - request.runs.length;
  return (
    <section className={styles.request} aria-label="Request of this event">
      <h3>
        Request <PlainText text={request.key} limit={120} />
      </h3>
      <ol className={styles.steps}>
        {requestSteps(request).map((step) => {
          const isEvent = step.kind !== 'replayed' && step.kind !== 'expired' && step.kind !== 'kept';
          return (
            <li
              key={`${step.kind} ${step.seq} ${step.at}`}
              className={styles.step}
              data-kind={step.kind}
              data-evidence={step.evidence}
            >
              <RequestShape kind={step.kind} />
              <div>
                <p>
                  {stepWords(step)}
                  {isEvent && step.seq === seq ? ' (this event)' : ''}
                </p>
                <p className={styles.when}>
                  <Time at={step.at} style="absolute" />
                  <EvidenceBadge evidence={step.evidence} title={TITLES[step.evidence]} />
                  {isEvent && step.seq !== seq ? (
                    <Button look="quiet" onClick={() => actions.select(step.seq)}>
                      Go to {eventKey(step.seq)}
                    </Button>
                  ) : null}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
      <p className={styles.note}>
        {left > 0 ? `${counted(left, 'run')} between the first and the last are left out. ` : ''}
        {request.otherTask === undefined ? null : (
          <>
            The record belongs to task <PlainText text={request.otherTask} limit={120} />.{' '}
          </>
        )}
        {stateWords(request)}
      </p>
    </section>
  );
}
