import type { ReactElement } from 'react';
import type { WorkspaceModelName } from '#shared/model/workspaceModels.ts';
import { MODEL_LOOK } from './itemLook.ts';
import styles from './workspace.module.css';

/** The glyph of a model; words beside it say the same. */
export function ModelGlyph({ model }: { readonly model: WorkspaceModelName }): ReactElement {
  return (
    <svg className={styles.glyph} width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={MODEL_LOOK[model].glyph}
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.4"
      />
    </svg>
  );
}
