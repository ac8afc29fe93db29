import type { TableRef } from '#shared/contract/common.ts';
import type { LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo, ServerKind } from '../dynamo/dynamo.ts';
import { proposeLayout } from '../layouts/propose/proposeLayout.ts';
import { BUILT_IN_LAYOUTS } from '../layouts/streams/builtInLayouts.ts';
import type { TableSample } from '../layouts/propose/sample.ts';
import type { ConnectionService } from './connections.ts';
import { createHandles } from './handles.ts';
import { previewLayout } from './layoutPreview.ts';
import { aborted } from './waiting.ts';

/** What a window is told while a table is sampled. */
export interface SampleListener {
  readonly signal: AbortSignal;
  readonly emit: (progress: SampleProgress) => Promise<void>;
}

/** Samples of tables that layouts are made by. Functions that take a handle throw `NotFound` when it was closed. */
export interface LayoutSamples {
  /** Reads some items of a table and keeps them until the signal aborts. */
  sample(ref: TableRef, listener: SampleListener): Promise<void>;
  propose(handle: string): LayoutProposal;
  preview(handle: string, layout: LayoutFile, signal: AbortSignal): Promise<LayoutPreview>;
}

/** Most items of a sample. */
const MOST = 1000;

/**
 * In how many parts a table is sampled, so that one long stream is not all that is seen. The embedded engine reads the
 * whole table for each part, so there it is one.
 */
const partsFor = (kind: ServerKind): number => (kind === 'aws' || kind === 'dynamodb-local' ? 8 : 1);

interface HeldSample {
  readonly ref: TableRef;
  readonly sample: TableSample;
}

/** Makes the service that samples tables for layouts. */
export function createLayoutSamples(deps: {
  readonly use: ConnectionService['use'];
  readonly newId: () => string;
}): LayoutSamples {
  const held = createHandles<HeldSample>('sample', deps.newId);

  const sample = async (ref: TableRef, { signal, emit }: SampleListener): Promise<void> => {
    const { table } = ref;
    const items: AttributeMap[] = [];
    let units = 0;
    let whole = true;
    const read = async (dynamo: Dynamo): Promise<TableSample> => {
      const [{ key }, ttl] = await Promise.all([
        dynamo.describeTable(table, { signal }),
        dynamo.describeTtl(table, { signal }).catch(() => undefined),
      ]);
      const parts = partsFor(await dynamo.serverKind({ signal }));
      for (let index = 0; index < parts; index += 1) {
        const segment = parts === 1 ? undefined : { index, of: parts };
        const page = await dynamo.scanPage({ table, limit: MOST / parts, segment }, { signal });
        items.push(...page.items);
        units += page.units;
        whole &&= page.lastKey === undefined;
        await emit({ phase: 'reading', items: items.length, units, whole: false });
      }
      return { table, key, ttlAttribute: ttl?.attribute, items, whole };
    };
    const taken = await deps.use(ref.connection, read);
    const handle = held.add({ ref, sample: taken });
    try {
      await emit({ handle, phase: 'ready', items: items.length, units, whole });
      await aborted(signal);
    } finally {
      held.remove(handle);
    }
  };

  return {
    sample,
    propose: (handle) => proposeLayout(held.get(handle).sample, BUILT_IN_LAYOUTS),
    preview: async (handle, layout, signal) => {
      const { ref, sample: taken } = held.get(handle);
      return deps.use(ref.connection, (dynamo) => previewLayout(dynamo, taken, layout, signal));
    },
  };
}
