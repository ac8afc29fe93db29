import type { ReactElement } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import styles from './layouts.module.css';

const WAYS = [
  { way: 'up', by: -1, glyph: '↑' },
  { way: 'down', by: 1, glyph: '↓' },
] as const;

/** Moves one of several entries a place up or down; the focus goes along with it. `list`: an id of theirs in the window. */
export function Moves({
  list,
  name,
  index,
  count,
  onMove,
}: {
  readonly list: string;
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly onMove: (from: number, to: number) => void;
}): ReactElement | null {
  if (count < 2) return null;
  const idOf = (place: number, way: string): string => `${list}-${place}-${way}`;
  const move = (to: number, way: string): void => {
    onMove(index, to);
    // At an end there is one way only.
    const next = to === 0 ? 'down' : to === count - 1 ? 'up' : way;
    document.getElementById(idOf(to, next))?.focus();
  };
  return (
    <span className={styles.moves}>
      {WAYS.map(({ way, by, glyph }) => {
        const to = index + by;
        return (
          <IconButton
            key={way}
            id={idOf(index, way)}
            label={`Move ${name} ${way}`}
            disabled={to < 0 || to >= count}
            onClick={() => move(to, way)}
          >
            <span aria-hidden="true">{glyph}</span>
          </IconButton>
        );
      })}
    </span>
  );
}
