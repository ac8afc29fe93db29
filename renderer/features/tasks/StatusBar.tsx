import type { ReactElement } from 'react';
import type { TaskOverview } from '#shared/contract/tasks.ts';
import { entryTitle, useEntryWord } from '../../ui/entryWord.tsx';
import { counted } from '../../ui/numbers.ts';
import { statusColor } from '../../ui/statusLook.ts';
import { statusShares } from './selectors.ts';
import styles from './overview.module.css';

const WIDTH = 1000;
const HEIGHT = 14;
const GAP = 3;

/** The table's statuses as parts of one bar; pressing a part filters by it. The chips below are its keyboard twin. */
export function StatusBar({
  overview,
  chosen,
  onToggle,
}: {
  readonly overview: TaskOverview;
  readonly chosen: readonly string[];
  readonly onToggle: (status: string) => void;
}): ReactElement {
  const word = useEntryWord();
  const shares = statusShares(overview);
  const label = shares.map((share) => `${share.words} ${share.count}`).join(', ');
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${entryTitle(word)}s by status: ${label}`}
    >
      {shares.map((share, index) => (
        <rect
          key={share.status}
          className={styles.part}
          data-off={chosen.length > 0 && !chosen.includes(share.status)}
          x={share.from * WIDTH + (index === 0 ? 0 : GAP / 2)}
          width={Math.max(2, (share.to - share.from) * WIDTH - GAP)}
          height={HEIGHT}
          style={{ fill: statusColor(share.look, 'fill') }}
          onClick={() => onToggle(share.status)}
        >
          <title>{`${share.words}: ${counted(share.count, word)}`}</title>
        </rect>
      ))}
    </svg>
  );
}
