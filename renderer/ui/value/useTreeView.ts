import { useCallback, useState } from 'react';
import { CHILD_LIMIT, type TreeView } from './flatten.ts';

/** What of a tree is open, and how to change it. Kept by path, so it survives another document of the same shape. */
export interface TreeControls {
  readonly view: TreeView;
  readonly toggle: (key: string) => void;
  /** Shows so many more children of the node with this key. */
  readonly showMore: (key: string, count: number) => void;
}

/** Keeps the view of one tree; nodes above `openDepth` begin open. */
export function useTreeView(openDepth: number): TreeControls {
  const [view, setView] = useState<TreeView>({ toggled: new Set(), limits: new Map(), openDepth });
  const toggle = useCallback((key: string) => {
    setView((before) => {
      const toggled = new Set(before.toggled);
      if (!toggled.delete(key)) toggled.add(key);
      return { ...before, toggled };
    });
  }, []);
  const showMore = useCallback((key: string, count: number) => {
    setView((before) => {
      const limits = new Map(before.limits).set(key, (before.limits.get(key) ?? CHILD_LIMIT) + count);
      return { ...before, limits };
    });
  }, []);
  return { view, toggle, showMore };
}
