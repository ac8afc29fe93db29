import { AppError } from '#shared/errors/appError.ts';
import { attributeMap, attributeOf, EMPTY_MAP, type AttributeMap } from '#shared/model/attributeValue.ts';
import { equalValues } from '#shared/model/equality.ts';
import type { Dynamo, TransactMember } from '../../dynamo/dynamo.ts';
import { outcomeUnknown } from '../settleWrite.ts';
import { transactionToken } from '../transactionToken.ts';
import { asRead, marked, rewritten, sameItem, updateOf, type Expression } from './asRead.ts';
import type {
  ProjectionPatch,
  ProjectionRewrite,
  ProjectionStore,
  RewriteOutcome,
} from './projectionStore.ts';

const hashName = (key: AttributeMap): string => Object.keys(key)[0] ?? '';

const words = (key: AttributeMap): string =>
  `the projection ${Object.values(key)
    .map((value) => ('S' in value ? value.S : 'N' in value ? value.N : ''))
    .join(' / ')}`;

/** What one write means to do, for deciding a lost answer: the item before it and after it. */
interface Intent {
  readonly table: string;
  readonly key: AttributeMap;
  readonly before: AttributeMap | undefined;
  readonly after: AttributeMap | undefined;
}

/** The change that leads from one item to another, keys left out. */
const patchBetween = (from: AttributeMap, to: AttributeMap, key: AttributeMap): ProjectionPatch => ({
  set: attributeMap(
    Object.entries(to).filter(([name, value]) => {
      const old = attributeOf(from, name);
      return !Object.hasOwn(key, name) && !(old !== undefined && equalValues(old, value));
    }),
  ),
  remove: Object.keys(from).filter((name) => !Object.hasOwn(to, name) && !Object.hasOwn(key, name)),
});

/** An update under a condition, as DynamoDB takes them: names and values are those of both. */
const updateUnder = (condition: Expression, update: Expression) => ({
  update: update.text,
  condition: condition.text,
  names: { ...condition.names, ...update.names },
  values: attributeMap([...Object.entries(condition.values), ...Object.entries(update.values)]),
});

/** Rewrites projections in DynamoDB. */
export function dynamoProjectionStore(dynamo: Dynamo): ProjectionStore {
  const read: ProjectionStore['read'] = async ({ table, key }, signal) =>
    (await dynamo.getItem({ table, key, consistent: true }, { signal })).item;

  /** Decides by what is stored: the item after the write can only be there because of it, or as if by it. */
  const settle = async (
    intent: Intent,
    cause: AppError | undefined,
    mayStillHappen: boolean,
  ): Promise<Extract<RewriteOutcome, { outcome: 'written' | 'projectionChanged' }>> => {
    const { table, key } = intent;
    const met = await read({ table, key }).catch((error: unknown) => {
      throw outcomeUnknown(words(key), cause ?? error);
    });
    if (sameItem(met, intent.after)) return { outcome: 'written', item: met };
    if (sameItem(met, intent.before) && !mayStillHappen && cause !== undefined) throw cause;
    throw outcomeUnknown(words(key), cause);
  };

  return {
    read,

    async rewrite(rewrite) {
      const { table, key, before, events, mark, writeId, signal } = rewrite;
      const patch = { ...rewrite.patch, set: marked(rewrite.patch.set, mark, writeId) };
      const after = rewritten(rewrite);
      const members = membersOf(rewrite, patch, after);
      const token = transactionToken(writeId, members);
      const result = await dynamo.transactWrite(members, { signal, token });
      switch (result.outcome) {
        case 'done':
          return { outcome: 'written', item: after };
        case 'lost':
          return settle({ table, key, before, after }, result.error, result.mayStillHappen);
        case 'cancelled': {
          const [item, last, ...next] = result.reasons;
          if (item?.why === 'conditionFailed') {
            const met = item.old ?? (await read({ table, key }));
            return sameItem(met, after)
              ? { outcome: 'written', item: met }
              : { outcome: 'projectionChanged', met };
          }
          // Seldom: an earlier sending may have been what the last one ran into.
          if (result.repeated) {
            const met = await read({ table, key });
            if (sameItem(met, after)) return { outcome: 'written', item: met };
          }
          if (next.some(({ why }) => why === 'conditionFailed')) return { outcome: 'eventsCame' };
          if (last?.why === 'conditionFailed') return { outcome: 'eventGone' };
          const other = result.reasons.find(({ why }) => why === 'other');
          if (other !== undefined) throw rejected(key, other.message);
          throw busy(events.table);
        }
      }
    },

    async restore({ table, key, after, before, mark, writeId, signal }) {
      const restored = before === undefined ? undefined : marked(before, mark, writeId);
      // A condition names attributes, so of one that was only added since it knows nothing: the whole item is looked at.
      const now = await read({ table, key }, signal);
      if (sameItem(now, restored)) return { outcome: 'written', item: now };
      if (!sameItem(now, after)) return { outcome: 'projectionChanged', met: now };
      const condition = asRead(
        after,
        key,
        Object.keys(before ?? EMPTY_MAP).filter((name) => !Object.hasOwn(key, name)),
      );
      const guard = { condition: condition.text, names: condition.names, values: condition.values };
      if (before === undefined || restored === undefined) {
        const result = await dynamo.deleteItem({ table, key, ...guard }, { signal });
        if (result.outcome === 'done') return { outcome: 'written', item: undefined };
        if (result.outcome === 'lost') {
          return settle({ table, key, before: after, after: undefined }, result.error, result.mayStillHappen);
        }
        const met = result.old ?? (await read({ table, key }));
        return met === undefined
          ? { outcome: 'written', item: undefined }
          : { outcome: 'projectionChanged', met };
      }
      const result = await dynamo.updateItem(
        { table, key, ...updateUnder(condition, updateOf(patchBetween(after, restored, key))) },
        { signal },
      );
      if (result.outcome === 'done') return { outcome: 'written', item: restored };
      if (result.outcome === 'lost') {
        return settle({ table, key, before: after, after: restored }, result.error, result.mayStillHappen);
      }
      const met = result.old ?? (await read({ table, key }));
      return sameItem(met, restored)
        ? { outcome: 'written', item: met }
        : { outcome: 'projectionChanged', met };
    },
  };
}

/** The rewrite first, then the looks at the stream's end. */
function membersOf(
  { table, key, before, events }: ProjectionRewrite,
  patch: ProjectionPatch,
  after: AttributeMap,
): readonly TransactMember[] {
  const checks: readonly TransactMember[] = [
    {
      kind: 'check',
      table: events.table,
      key: events.last,
      condition: 'attribute_exists(#key)',
      names: { '#key': hashName(events.last) },
    },
    ...events.next.map((next): TransactMember => ({
      kind: 'check',
      table: events.table,
      key: next,
      condition: 'attribute_not_exists(#key)',
      names: { '#key': hashName(next) },
    })),
  ];
  if (before === undefined) {
    const condition = 'attribute_not_exists(#key)';
    const names = { '#key': hashName(key) };
    return [{ kind: 'put', table, item: after, condition, names }, ...checks];
  }
  const condition = asRead(before, key, [...Object.keys(patch.set), ...patch.remove]);
  return [{ kind: 'update', table, key, ...updateUnder(condition, updateOf(patch)) }, ...checks];
}

const rejected = (key: AttributeMap, message: string): AppError =>
  new AppError('InvalidInput', {
    message: `DynamoDB rejected the rewrite of ${words(key)}: ${message}`,
    nextStep: 'Nothing was written. Look whether the replayed state is what the table can hold.',
  });

const busy = (table: string): AppError =>
  new AppError('TransactionConflict', {
    message: `Another transaction was changing the same items of “${table}” at that moment.`,
    nextStep: 'Nothing was written. Try again.',
  });
