import type { LayoutReading } from '#shared/contract/layouts.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import { readLayoutText as readText } from '../layouts/streams/checkLayout.ts';

/** A text as a layout file, or everything that is wrong with it. Never throws. */
export function readLayoutText(text: string): LayoutReading {
  const read = readText(text);
  if (read.layout !== undefined) return { ok: true, layout: read.layout };
  return {
    ok: false,
    faults: read.problems.map(({ path, says, nextStep }) => ({ path, says: `${says} ${nextStep}` })),
  };
}

/** A layout file as a reader keeps it. */
export const layoutText = (layout: LayoutFile): string => `${JSON.stringify(layout, null, 2)}\n`;
