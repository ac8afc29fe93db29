import { useId, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import styles from './Tabs.module.css';

/** One tab: its name, and optionally something small beside it, such as a count. */
export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly badge?: ReactNode;
}

/** A row of tabs and the panel of the chosen one. Arrows, Home and End move; only the chosen tab is in the tab order. */
export function Tabs<V extends string>({
  label,
  items,
  value,
  onChange,
  children,
  extra,
}: {
  readonly label: string;
  readonly items: readonly TabItem<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly children: ReactNode;
  /** Controls at the end of the row. */
  readonly extra?: ReactNode;
}): ReactElement {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = items.findIndex((item) => item.value === value);
    const next = items[tabTarget(event.key, at, items.length)];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <div className={styles.tabs}>
      <div className={styles.bar}>
        <div ref={list} className={styles.list} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.value}
              type="button"
              role="tab"
              id={`${id}-${item.value}`}
              data-tab={item.value}
              className={styles.tab}
              aria-selected={item.value === value}
              aria-controls={`${id}-panel`}
              tabIndex={item.value === value ? 0 : -1}
              onClick={() => onChange(item.value)}
            >
              {item.label}
              {item.badge}
            </button>
          ))}
        </div>
        {extra}
      </div>
      <div
        id={`${id}-panel`}
        className={styles.panel}
        role="tabpanel"
        aria-labelledby={`${id}-${value}`}
        tabIndex={0}
      >
        {children}
      </div>
    </div>
  );
}

/** Where a key leads from tab `at` of `count`; -1 for a key that does not move. */
export function tabTarget(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
