import type { ReactElement } from 'react';
import { EMPTY_MAP } from '#shared/model/attributeValue.ts';
import type { RebuildStory } from '#shared/model/rebuildStory.ts';
import type { AsyncState } from '../../ui/asyncState.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { ValueDiff } from '../../ui/value/ValueDiff.tsx';
import styles from './rebuild.module.css';
import { COMPARISON_TITLES, rowWords } from './words.ts';

/** What the journal tells of one task: before against after, and what came in between. */
export function StoryView({ story }: { readonly story: AsyncState<RebuildStory> }): ReactElement | null {
  switch (story.phase) {
    case 'idle':
    case 'cancelled':
      return null;
    case 'running':
      return <Skeleton label="Reading the journal" rows={3} />;
    case 'failed':
      return <ErrorPanel compact error={story.error} steps={{}} />;
    case 'done':
      return <Story story={story.value} />;
  }
}

function Story({ story }: { readonly story: RebuildStory }): ReactElement {
  return (
    <section className={styles.detail} aria-label="Before against after">
      <p>
        <PlainText text={`${story.task}: ${rowWords(story)}.`} limit={400} />
      </p>
      {story.comparisons.map(({ of, before, after, changes }) => (
        <div key={of}>
          <h3 className={styles.comparison}>
            {COMPARISON_TITLES[of]}
            {before === null ? ' · there was no projection' : after === null ? ' · none is there' : ''}
          </h3>
          <div className={styles.diff}>
            <ValueDiff from={before ?? EMPTY_MAP} to={after ?? EMPTY_MAP} changes={changes} />
          </div>
        </div>
      ))}
    </section>
  );
}
