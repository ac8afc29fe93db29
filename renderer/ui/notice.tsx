import { useEffect, type ReactElement } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import styles from './notice.module.css';
import { createContextStore } from './store.tsx';

/** One short sentence that is shown for a moment. `id` tells repetitions apart. */
export interface NoticeState {
  readonly notice: { readonly id: number; readonly text: string } | undefined;
  readonly say: (text: string) => void;
  readonly clear: () => void;
}

/** Creates the store of the moment's notice. */
export function createNoticeStore(): StoreApi<NoticeState> {
  let id = 0;
  return createStore<NoticeState>()((set) => ({
    notice: undefined,
    say: (text) => {
      id += 1;
      set({ notice: { id, text } });
    },
    clear: () => set({ notice: undefined }),
  }));
}

/** The notice store by context: `const say = noticeStore.useSelector((state) => state.say)`. */
export const noticeStore = createContextStore<NoticeState>('notice');

const SHOWN_MS = 2500;

/** Where notices appear; said aloud by screen readers. */
export function Notices(): ReactElement {
  const notice = noticeStore.useSelector((state) => state.notice);
  const clear = noticeStore.useSelector((state) => state.clear);
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(clear, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, clear]);
  return (
    <div className={styles.place} role="status">
      {notice === undefined ? null : (
        <p key={notice.id} className={styles.notice}>
          {notice.text}
        </p>
      )}
    </div>
  );
}
