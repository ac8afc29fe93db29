import type { ReactElement } from 'react';
import type { LayoutEntry } from '#shared/contract/layouts.ts';
import type { LayoutName, TableDescription } from '#shared/model/layout.ts';
import { Select, type Choice } from '../../ui/Field.tsx';
import { useMedia } from '../../ui/useMedia.ts';
import { keyWords, layoutWords } from './selectors.ts';

const OFFERED = ['task', 'record', 'request', 'workspace'] as const satisfies readonly LayoutName[];

/** The choice that leads to the making of a layout. It is no name that a layout could have. */
const MAKE = ':make';

const detectedName = ({ detected, detectedStreams }: TableDescription): string => detectedStreams ?? detected;

const shownName = ({ layout, streams }: TableDescription): string => streams?.name ?? layout;

/** Layout files for tables with this very key: the others would only be refused. */
const fitting = (description: TableDescription, files: readonly LayoutEntry[]): readonly LayoutEntry[] =>
  files.filter(({ key }) => key === keyWords(description));

function choicesFor(
  description: TableDescription,
  files: readonly LayoutEntry[],
  isBrief: boolean,
): readonly Choice<string>[] {
  const detected = detectedName(description);
  const shown = shownName(description);
  const own = fitting(description, files);
  const words = (name: string): string => {
    const panes = OFFERED.find((each) => each === name) ?? (name === 'other' ? 'other' : undefined);
    return panes === undefined ? (own.find((file) => file.name === name)?.title ?? name) : layoutWords(panes);
  };
  const byHand = (name: string, saved: boolean): string =>
    `${words(name)}${name === shown ? ' · by hand' : saved ? ' · saved' : ''}`;
  return [
    // Beside a table's name in a narrow list there is no room to say it; the title does.
    {
      value: detected,
      label: isBrief && detected === shown ? words(detected) : `${words(detected)} · detected`,
    },
    ...OFFERED.filter((each) => each !== detected).map((each) => ({
      value: each,
      label: byHand(each, false),
    })),
    ...own
      .filter(({ name }) => name !== detected)
      .map(({ name, source }) => ({ value: name, label: byHand(name, source === 'saved') })),
    { value: MAKE, label: 'Make or change a layout…' },
  ];
}

const whyWords = (description: TableDescription): string => {
  const [detected, shown] = [detectedName(description), shownName(description)];
  const found = `By its key (${keyWords(description)}), its indexes and its first items the layout is “${detected}”`;
  return shown === detected
    ? `${found}.`
    : `${found}; it is read as “${shown}” because that was chosen by hand.`;
};

/** In which layout a table is read: the one that was detected, or another that the reader chooses by hand or makes. */
export function LayoutSelect({
  description,
  files,
  onChoose,
  onMake,
}: {
  readonly description: TableDescription;
  /** The layout files of the connection. */
  readonly files: readonly LayoutEntry[];
  /** Another layout was chosen, by its name; undefined: back to the one detected. */
  readonly onChoose: (layout: string | undefined) => void;
  readonly onMake: () => void;
}): ReactElement {
  const isBrief = useMedia('(max-width: 1199px)');
  return (
    <Select
      bare
      label="Layout"
      title={whyWords(description)}
      value={shownName(description)}
      choices={choicesFor(description, files, isBrief)}
      onChange={(chosen) => {
        if (chosen === MAKE) onMake();
        else onChoose(chosen === detectedName(description) ? undefined : chosen);
      }}
    />
  );
}
