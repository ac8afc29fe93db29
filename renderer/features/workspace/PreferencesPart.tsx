import { useEffect, useState, type ReactElement } from 'react';
import { workspaceKey } from '#shared/model/workspaceItem.ts';
import { WORKSPACE_MODELS } from '#shared/model/workspaceModels.ts';
import { failed, RUNNING, type AsyncState } from '../../ui/asyncState.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ItemDetail } from './ItemDetail.tsx';
import { keyText } from './itemLook.ts';
import { userContext } from './userStore.ts';

/** The user's preferences, which are one item. */
export function PreferencesPart({ onNotice }: { readonly onNotice: (text: string) => void }): ReactElement {
  const userId = userContext.useSelector((state) => state.userId);
  const { fetch, select } = userContext.useApi().getState();
  const [reading, setReading] = useState<AsyncState<boolean>>(RUNNING);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let over = false;
    const key = workspaceKey(WORKSPACE_MODELS.preferences, userId);
    fetch('preferences', key).then(
      (item) => {
        if (over) return;
        setReading({ phase: 'done', value: item !== undefined });
        if (item !== undefined) select(keyText('preferences', key));
      },
      (error: unknown) => {
        if (!over) setReading(failed(error));
      },
    );
    return () => {
      over = true;
    };
  }, [fetch, select, userId, round]);
  const again = (): void => {
    setReading(RUNNING);
    setRound(round + 1);
  };
  switch (reading.phase) {
    case 'failed':
      return <ErrorPanel error={reading.error} steps={{ retry: again, reload: again, reconnect: again }} />;
    case 'done':
      return reading.value ? (
        <ItemDetail onNotice={onNotice} />
      ) : (
        <EmptyState title="No preferences are stored">
          <p>The user has never chosen any, or they were deleted.</p>
        </EmptyState>
      );
    case 'idle':
    case 'running':
    case 'cancelled':
      return <Skeleton label="Reading preferences" rows={3} />;
  }
}
