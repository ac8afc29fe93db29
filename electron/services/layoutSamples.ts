import type { TableRef } from '#shared/contract/common.ts';
import type { LayoutPreview, SampleProgress } from '#shared/contract/layouts.ts';
import type { LayoutProposal } from '#shared/model/layoutProposal.ts';
import type { LayoutFile } from '#shared/model/streamLayout.ts';
import type { Dynamo, ServerKind } from '../dynamo/dynamo.ts';
import type { SampledPages } from '../layouts/propose/sampleCalls.ts';
import { indexPage } from '../pages/indexPage.ts';
import type { ConnectionService } from './connections.ts';
import { createHandles } from './handles.ts';
import { previewLayout, type SampledTable } from './layoutPreview.ts';
import type { OpenSample } from './layoutThread.ts';
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
  propose(handle: string, signal: AbortSignal): Promise<LayoutProposal>;
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
  readonly sample: SampledTable;
}

/** Makes the service that samples tables for layouts. */
export function createLayoutSamples(deps: {
  readonly use: ConnectionService['use'];
  readonly openSample: OpenSample;
  readonly newId: () => string;
}): LayoutSamples {
  const held = createHandles<HeldSample>('sample', deps.newId);

  const sample = async (ref: TableRef, { signal, emit }: SampleListener): Promise<void> => {
    const { table } = ref;
    const pages: Uint8Array[] = [];
    let items = 0;
    let units = 0;
    let whole = true;
    const read = async (dynamo: Dynamo): Promise<SampledPages> => {
      const [{ key }, ttl] = await Promise.all([
        dynamo.describeTable(table, { signal }),
        dynamo.describeTtl(table, { signal }).catch(() => undefined),
      ]);
      const parts = partsFor(await dynamo.serverKind({ signal }));
      for (let index = 0; index < parts; index += 1) {
        const segment = parts === 1 ? undefined : { index, of: parts };
        const page = await dynamo.rawScanPage({ table, limit: MOST / parts, segment }, { signal });
        pages.push(page.body);
        items += indexPage(page.body)?.count ?? 0;
        units += page.units;
        whole &&= page.lastKey === undefined;
        await emit({ phase: 'reading', items, units, whole: false });
      }
      return { table, key, ttlAttribute: ttl?.attribute, pages, whole };
    };
    const taken = await deps.use(ref.connection, read);
    const thread = deps.openSample(taken);
    const handle = held.add({ ref, sample: { table, key: taken.key, whole, thread } });
    try {
      await emit({ handle, phase: 'ready', items, units, whole });
      await aborted(signal);
    } finally {
      held.remove(handle);
      thread.close();
    }
  };

  return {
    sample,
    propose: async (handle, signal) => held.get(handle).sample.thread.propose(signal),
    preview: async (handle, layout, signal) => {
      const { ref, sample: taken } = held.get(handle);
      return deps.use(ref.connection, (dynamo) => previewLayout(dynamo, taken, layout, signal));
    },
  };
}
