import type { ReactElement } from 'react';
import type { Trust } from '#shared/model/layoutProposal.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './layouts.module.css';

/** How sure a guess is, in a word. */
export const TRUST_WORDS = {
  sure: 'sure',
  likely: 'likely',
  weak: 'a guess',
} as const satisfies Record<Trust, string>;

const GLYPHS = { sure: '●', likely: '◐', weak: '○' } as const satisfies Record<Trust, string>;

/** How sure a guess is: a full, a half or an empty dot. */
export function TrustMark({ trust }: { readonly trust: Trust }): ReactElement {
  return (
    <span className={styles.trust} data-trust={trust} title={TRUST_WORDS[trust]}>
      <span aria-hidden="true">{GLYPHS[trust]}</span>
      <VisuallyHidden>{TRUST_WORDS[trust]}: </VisuallyHidden>
    </span>
  );
}
