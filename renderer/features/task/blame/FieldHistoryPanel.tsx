import { useRef, useState, type ReactElement } from 'react';
import type { FieldHistory } from '#shared/contract/blame.ts';
import type { DiffPath } from '#shared/model/diff.ts';
import { useAction } from '../../../ui/actions/useAction.tsx';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { counted, formatCount } from '../../../ui/numbers.ts';
import { pathKey, pathText } from '../../../ui/value/path.ts';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { taskContext } from '../store.ts';
import { useTaskDeps } from '../TaskDeps.tsx';
import styles from './blame.module.css';
import { ChangeList } from './ChangeList.tsx';
import { Sparkline } from './Sparkline.tsx';
import { useTaskStream } from './useTaskStream.ts';

/** How many points a history is drawn in. */
const BUCKETS = 200;

/** The history of the field that was chosen last: how often it changed, drawn over the events, and all changes. */
export function FieldHistoryPanel({
  path,
  onClose,
}: {
  readonly path: DiffPath;
  readonly onClose: () => void;
}): ReactElement {
  const { client } = useTaskDeps();
  const selected = taskContext.useSelector((state) => state.selected);
  const { actions } = taskContext.useApi().getState();
  const [all, setAll] = useState(false);
  const focus = useRef<HTMLDivElement>(null);
  const history = useTaskStream<FieldHistory>(pathKey(path), (handle, options) =>
    client.blame.history({ handle, path: [...path], buckets: BUCKETS }, options),
  );
  useAction('field.history', () => focus.current?.focus());
  const name = pathText(path);
  return (
    <section className={styles.history} aria-label={`History of ${name}`}>
      <header className={styles.title}>
        <b>
          <PlainText closed text={name} limit={80} />
        </b>
        <span className={styles.figures}>{history === undefined ? 'looking…' : figures(history)}</span>
        {history === undefined || history.changes === 0 ? null : (
          <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Hide changes' : 'All changes'}
          </Button>
        )}
        <IconButton label="Close the history" onClick={onClose}>
          <span aria-hidden="true">×</span>
        </IconButton>
      </header>
      {history === undefined || history.points.length === 0 ? null : (
        <Sparkline
          history={history}
          name={name}
          selected={selected}
          focusRef={focus}
          onSeek={actions.select}
        />
      )}
      {all && history !== undefined ? (
        <ChangeList history={history} name={name} onSeek={actions.select} />
      ) : null}
    </section>
  );
}

function figures({ changes, complete, looked, events }: FieldHistory): string {
  if (!complete) {
    return `${counted(changes, 'change')} in ${formatCount(looked)} of ${formatCount(events)} events so far`;
  }
  return changes === 0
    ? 'no event ever changed it'
    : `${counted(changes, 'change')} in ${counted(events, 'event')}`;
}
