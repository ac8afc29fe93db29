import type { ReactElement } from 'react';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import { Select, type Choice } from '../../ui/Field.tsx';
import { keyWords, layoutWords } from './selectors.ts';

const OFFERED = ['task', 'record', 'request', 'workspace'] as const satisfies readonly LayoutName[];

const choicesFor = ({ detected, layout }: TableDescription): readonly Choice<LayoutName>[] => {
  const others = OFFERED.filter((each) => each !== detected);
  return [
    { value: detected, label: `${layoutWords(detected)} · detected` },
    ...others.map((each) => ({
      value: each,
      label: each === layout ? `${layoutWords(each)} · by hand` : layoutWords(each),
    })),
  ];
};

const whyWords = (description: TableDescription): string => {
  const { detected, layout } = description;
  const found = `By its key (${keyWords(description)}), its indexes and its first items the layout is “${detected}”`;
  return layout === detected
    ? `${found}.`
    : `${found}; it is read as “${layout}” because that was chosen by hand.`;
};

/** In which layout a table is read: the one that was detected, or another that the reader chooses by hand. */
export function LayoutSelect({
  description,
  onChoose,
}: {
  readonly description: TableDescription;
  /** Another layout was chosen; undefined: back to the one detected. */
  readonly onChoose: (layout: LayoutName | undefined) => void;
}): ReactElement {
  const { detected, layout } = description;
  return (
    <Select
      bare
      label="Layout"
      title={whyWords(description)}
      value={layout}
      choices={choicesFor(description)}
      onChange={(chosen) => onChoose(chosen === detected ? undefined : chosen)}
    />
  );
}
