import type { ReactElement } from 'react';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import { Select, type Choice } from '../../ui/Field.tsx';
import { keyWords, layoutWords } from './selectors.ts';

const OFFERED = ['task', 'record', 'request', 'workspace'] as const satisfies readonly LayoutName[];

const choicesFor = (detected: LayoutName): readonly Choice<LayoutName | 'detected'>[] => [
  { value: 'detected', label: `As detected: ${layoutWords(detected)}` },
  ...OFFERED.map((layout) => ({ value: layout, label: `Read as ${layoutWords(layout)}` })),
];

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
  const forced = layout !== detected;
  const why =
    `Its key (${keyWords(description)}), indexes and first items look like the layout “${detected}”` +
    (forced ? `; it is read as “${layout}” because that was chosen by hand.` : '.');
  return (
    <span title={why}>
      <Select
        bare
        label="Layout"
        value={forced ? layout : 'detected'}
        choices={choicesFor(detected)}
        onChange={(chosen) => onChoose(chosen === 'detected' ? undefined : chosen)}
      />
    </span>
  );
}
