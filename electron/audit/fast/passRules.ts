import type { ReadItem } from '#shared/model/taskItem.ts';
import type { CompiledLayout } from '../../layouts/streams/compiledLayout.ts';
import { compileProjection, type Found, type Projection } from '../../pages/projection.ts';
import { LETTER } from '../../pages/skipValue.ts';
import type { ReducerSource } from '../../replay/reducers/replaySetup.ts';
import type { Judge } from '../judgeStream.ts';
import type { ItemReader } from './itemReader.ts';
import { layoutShapeOf } from './layoutShape.ts';
import type { StreamShape } from './streamShape.ts';
import { taskShapeOf } from './taskShape.ts';
import { SLOT } from './taskSlots.ts';

/** What a pass goes by. */
export interface PassRules {
  readonly readItem: ReadItem;
  readonly judge: Judge;
  /** Where streams can be folded as bytes. */
  readonly shape: StreamShape | undefined;
  readonly projection: Projection;
  /** Whether everything of a stream lies in one partition, so that a scan meets it together. */
  readonly together: boolean;
}

/** The slot of the partition key, in any projection of a pass. */
export const PARTITION_SLOT = SLOT.partition;

/** Makes a layout and its judge ready. */
export function passRulesOf(layout: CompiledLayout, source: ReducerSource, judge: Judge): PassRules {
  const { file, readItem } = layout;
  const shape = taskShapeOf(file, source) ?? layoutShapeOf(layout, source, judge.reducer);
  const [first] = file.events;
  const projectionsToo = file.projections.every(
    ({ match, stream, table }) =>
      table === undefined && match.partition === first?.match.partition && stream === first?.stream,
  );
  const eventsToo = file.events.every(
    ({ match, stream }) => match.partition === first?.match.partition && stream === first?.stream,
  );
  return {
    readItem,
    judge,
    shape,
    projection: shape?.projection ?? compileProjection([[file.key.partition.name]]),
    together: layout.onePartition && projectionsToo && eventsToo,
  };
}

const isKey = (tag: number | undefined): boolean => tag === LETTER.S || tag === LETTER.N || tag === LETTER.B;

/** Whether the item last read may belong to a stream, as far as its partition key tells. */
export const mayBelong = (
  item: Pick<ItemReader, 'bytes' | 'found'>,
  shape: StreamShape | undefined,
): boolean => isKey(item.found.tags[PARTITION_SLOT]) && (shape === undefined || shape.mayBelong(item));

/** Where the partition key lies. */
export const keyIn = ({ from, to }: Found): { readonly from: number; readonly to: number } => ({
  from: from[PARTITION_SLOT] ?? 0,
  to: to[PARTITION_SLOT] ?? 0,
});
