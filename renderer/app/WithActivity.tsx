import type { ReactElement, ReactNode } from 'react';
import { ActivityPane } from '../features/activity/ActivityPane.tsx';
import { activityStore } from '../features/activity/store.ts';
import { connectionById } from '../features/connections/selectors.ts';
import { connectionsStore } from '../features/connections/store.ts';
import { noticeStore } from '../ui/notice.tsx';
import { Panes } from './Panes.tsx';
import { routerStore } from './router.ts';

/** What the window shows, above the activity of the chosen connection while that is open. */
export function WithActivity({ children }: { readonly children: ReactNode }): ReactElement {
  const open = activityStore.useSelector((state) => state.open);
  const content = { id: 'window', size: '68%', least: '240px', content: children };
  const activity = { id: 'activity', size: '32%', least: '140px', content: <Activity /> };
  return <Panes id="activity" orientation="vertical" panes={open ? [content, activity] : [content]} />;
}

function Activity(): ReactElement {
  const connection = routerStore.useSelector((state) => state.place.connection);
  const name = connectionsStore.useSelector((state) => connectionById(state, connection)?.name);
  const say = noticeStore.useSelector((state) => state.say);
  return <ActivityPane connection={connection} name={name ?? connection} onNotice={say} />;
}
