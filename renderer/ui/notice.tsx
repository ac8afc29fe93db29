import { useEffect, type ReactElement } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import styles from './notice.module.css';
import { createContextStore } from './store.tsx';

/** One short sentence that is shown for a moment. `id` tells repetitions apart. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly ms: number;
}

/** What is said at the moment. */
export interface NoticeState {
  readonly notice: Notice | undefined;
  /** Shows `text` for `ms` milliseconds. */
  readonly say: (text: string, ms?: number) => void;
  readonly clear: () => void;
}

const SHOWN_MS = 2500;

/** Creates the store of the moment's notice. */
export function createNoticeStore(): StoreApi<NoticeState> {
  let id = 0;
  return createStore<NoticeState>()((set) => ({
    notice: undefined,
    say: (text, ms = SHOWN_MS) => {
      id += 1;
      set({ notice: { id, text, ms } });
    },
    clear: () => set({ notice: undefined }),
  }));
}

/** The notice store by context: `const say = noticeStore.useSelector((state) => state.say)`. */
export const noticeStore = createContextStore<NoticeState>('notice');

/** Where notices appear; said aloud by screen readers. */
export function Notices(): ReactElement {
  const notice = noticeStore.useSelector((state) => state.notice);
  const clear = noticeStore.useSelector((state) => state.clear);
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(clear, notice.ms);
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
