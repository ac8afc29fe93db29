import type { ReactElement } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Time } from '../../../ui/time/Time.tsx';
import { PlainText } from '../../../ui/value/PlainText.tsx';
import { EventGlyph } from '../EventGlyph.tsx';
import { eventNameIn } from '../eventLook.ts';
import { taskContext } from '../store.ts';
import styles from './Inspector.module.css';

/** Which event the inspector stands at, and the pin for comparing with it later. */
export function PointBar(): ReactElement {
  const selected = taskContext.useSelector((state) => state.selected);
  const event = taskContext.useSelector((state) =>
    state.shown?.seq === state.selected ? state.shown.event : undefined,
  );
  const pinned = taskContext.useSelector((state) => state.pinned);
  const { actions } = taskContext.useApi().getState();
  const nameOf = eventNameIn(taskContext.useSelector((state) => state.streams));
  const isPinned = selected !== 0 && pinned === selected;
  return (
    <div className={styles.point}>
      <span className={styles.key}>{selected === 0 ? '' : (event?.key ?? nameOf(selected))}</span>
      {event === undefined ? null : (
        <>
          <EventGlyph type={event.type} />
          <span className={styles.type}>
            <PlainText text={event.type} limit={60} />
          </span>
          {event.at === '' ? null : <Time at={event.at} precision="ms" className={styles.when} />}
        </>
      )}
      <Button
        look="quiet"
        className={styles.pin}
        aria-pressed={isPinned}
        disabled={selected === 0}
        title={isPinned ? 'Let go of this event' : 'Keep this event to compare others with'}
        onClick={() => actions.pin(isPinned ? undefined : selected)}
      >
        {isPinned ? 'Unpin' : 'Pin'}
      </Button>
    </div>
  );
}
