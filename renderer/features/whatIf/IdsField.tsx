import { useRef, type ReactElement } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useEntryWord } from '../../ui/entryWord.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { counted } from '../../ui/numbers.ts';
import { PlainText } from '../../ui/value/PlainText.tsx';
import { idsIn, looksLikeSeveral, takenApart } from './ids.ts';
import styles from './whatIf.module.css';

/** Where ids are typed or pasted. Several on one line are told of, and taken apart only when the reader says so. */
export function IdsField({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}): ReactElement {
  const word = useEntryWord();
  const area = useRef<HTMLTextAreaElement>(null);
  const ids = idsIn(text);
  const [first, ...others] = ids.filter(looksLikeSeveral);
  return (
    <TextArea
      ref={area}
      className={styles.ids}
      label={`Ids of ${word}s`}
      hint={
        first === undefined ? (
          'One a line.'
        ) : (
          <>
            One a line: {counted(ids.length, 'id')}. {others.length === 0 ? '' : 'Each line such as '}“
            <PlainText closed text={first} limit={80} />” is taken as one id.{' '}
            <Button
              look="quiet"
              onClick={() => {
                onChange(takenApart(text));
                // This button is about to go.
                area.current?.focus();
              }}
            >
              Take apart
            </Button>
          </>
        )
      }
      rows={4}
      value={text}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
