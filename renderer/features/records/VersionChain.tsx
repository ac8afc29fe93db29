import type { ReactElement } from 'react';
import type { RecordDetail } from '#shared/contract/records.ts';
import { stringOf } from '#shared/model/attributeValue.ts';
import { useTime } from '../../ui/time/TimeContext.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { chainLinks, type ChainLink } from './chain.ts';
import styles from './detail.module.css';
import { recordContext } from './recordStore.ts';

/** Where a record stands in the chain of its versions, and what is known of the chain. */
export function VersionChain({ record }: { readonly record: RecordDetail }): ReactElement | null {
  const seen = recordContext.useSelector((state) => state.seenVersions);
  const { version, item } = record;
  if (version === undefined) return null;
  return (
    <div className={styles.chain}>
      <ol className={styles.links} aria-label="Versions">
        {chainLinks(version, seen).map((link) => (
          <Link key={link.kind === 'gap' ? `gap before ${link.before}` : link.version} link={link} />
        ))}
      </ol>
      <p className={styles.muted}>
        {version === 1
          ? 'Written once since it was made.'
          : `Written ${version} times since it was made; only the last version is kept.`}{' '}
        {stringOf(item, 'write_id') === undefined
          ? 'Its last writer left no write_id.'
          : 'Its last writer named the write (write_id).'}
      </p>
    </div>
  );
}

function Link({ link }: { readonly link: ChainLink }): ReactElement {
  const time = useTime();
  switch (link.kind) {
    case 'gap':
      return (
        <li className={styles.gap}>
          <span aria-hidden="true">…</span>
          <VisuallyHidden>versions in between</VisuallyHidden>
        </li>
      );
    case 'next':
      return (
        <li
          className={styles.link}
          data-link="next"
          title={`The next write, if it is still ${link.version - 1}`}
        >
          {link.version}
          <VisuallyHidden> is the next to be written</VisuallyHidden>
        </li>
      );
    case 'unseen':
    case 'seen':
    case 'present':
      return (
        <li className={styles.link} data-link={link.kind} aria-current={link.kind === 'present'}>
          {link.version}
          {link.kind === 'present' ? <span> now</span> : null}
          {link.seen === undefined ? null : (
            <span className={styles.seen}>
              {link.seen.how === 'written' ? 'written here ' : 'seen '}
              {time.format(link.seen.at).slice(11)}
            </span>
          )}
        </li>
      );
  }
}
