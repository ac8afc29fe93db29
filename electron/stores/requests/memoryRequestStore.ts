import { AppError, throwIfCancelled } from '#shared/errors/appError.ts';
import type { AccessRequest } from '#shared/model/accessRequest.ts';
import { attributeMap, stringOf, type AttributeMap } from '#shared/model/attributeValue.ts';
import { isWrittenBy } from '../settleWrite.ts';
import { checkChange, checkDecision, checkKey, checkNew, pageSize } from './checks.ts';
import { systemClock } from './clock.ts';
import { refusal, requestExists, requestNotFound } from './errors.ts';
import { changed, changeOf, decisionOf, isAsSeen, isOpenTo, type LockedChange } from './lockedChange.ts';
import { PROFILE_INDEX, REQUESTER_INDEX, STATUS_INDEX, type RequestIndex } from './requestIndexes.ts';
import { decodeRequest, encodeRequest, newestFirst } from './requestItems.ts';
import type { ListOptions, ReadOptions, RequestPage, RequestStore, WriteOptions } from './requestStore.ts';
import { compareText } from '../../pages/compareText.ts';

/** Items per page of a read of everything, so that readers meet several pages here too. */
const PAGE = 500;

/** The twin of the DynamoDB store, in memory: same rules, same items. */
export interface MemoryRequestStore extends RequestStore {
  /** Puts any item as it is, replacing one with the same id; for what foreign writers leave behind. */
  readonly putRaw: (item: AttributeMap) => void;
  /** The item of a request as it lies there. */
  readonly rawOf: (id: string) => AttributeMap | undefined;
}

const decoded = (items: readonly AttributeMap[]): readonly AccessRequest[] =>
  items.flatMap((item) => decodeRequest(item) ?? []);

/** Orders items as an index read backwards does: by the text of `created_at`, then by id. */
const backwards = (a: AttributeMap, b: AttributeMap): number => {
  const compare = (name: string): number => compareText(stringOf(b, name) ?? '', stringOf(a, name) ?? '');
  return compare('created_at') || compare('id');
};

/** What an index holds under `value` behind `after`; items without `created_at` are not in it. */
const indexed = (
  items: Iterable<AttributeMap>,
  index: RequestIndex,
  value: string,
  after: AttributeMap | undefined,
): readonly AttributeMap[] =>
  [...items]
    .filter((item) => stringOf(item, index.hash) === value && stringOf(item, 'created_at') !== undefined)
    .filter((item) => after === undefined || backwards(item, after) > 0)
    .sort(backwards);

/** A request store in memory, holding the very items that would lie in the table. */
export function memoryRequestStore(
  options: { readonly now?: () => bigint; readonly newWriteId?: () => string } = {},
): MemoryRequestStore {
  let writes = 0;
  const { now = systemClock, newWriteId = () => `write-${(writes += 1)}` } = options;
  const items = new Map<string, AttributeMap>();

  const begin = async (id: string, read: ReadOptions | undefined): Promise<void> => {
    await Promise.resolve();
    throwIfCancelled(read?.signal);
    checkKey('id', id);
  };

  const stampOf = (write: WriteOptions | undefined) => ({
    writeId: write?.writeId ?? newWriteId(),
    now: now(),
  });

  const run = (change: LockedChange, writeId: string): void => {
    const old = items.get(change.seen.id);
    if (isOpenTo(change, old)) items.set(change.seen.id, changed(change, old));
    else if (!isWrittenBy(old, writeId)) throw refusal(change.seen, old);
  };

  const list = async (index: RequestIndex, value: string, read?: ListOptions): Promise<RequestPage> => {
    await Promise.resolve();
    throwIfCancelled(read?.signal);
    checkKey(index.hash, value);
    const size = pageSize(read?.limit);
    const rest = indexed(items.values(), index, value, read?.after);
    const page = rest.slice(0, size);
    const end = page.at(-1);
    const next =
      end === undefined || rest.length <= size
        ? undefined
        : attributeMap(Object.entries(end).filter(([name]) => ['id', 'created_at'].includes(name)));
    return { requests: [...decoded(page)].sort(newestFirst), next };
  };

  return {
    putRaw(item) {
      const id = stringOf(item, 'id');
      if (id === undefined) throw new AppError('InvalidInput', { message: 'An item needs the text key id.' });
      items.set(id, item);
    },

    rawOf: (id) => items.get(id),

    async create(request, write) {
      await begin(request.id, write);
      checkNew(request);
      const { writeId, now: at } = stampOf(write);
      const old = items.get(request.id);
      if (old === undefined) items.set(request.id, encodeRequest(request, at, writeId));
      else if (!isWrittenBy(old, writeId)) throw requestExists(request.id);
    },

    async get(id, read) {
      await begin(id, read);
      const item = items.get(id);
      const request = item === undefined ? undefined : decodeRequest(item);
      if (request === undefined) throw requestNotFound(id);
      return request;
    },

    async update(seen, change, write) {
      await begin(seen.id, write);
      checkChange(change);
      const stamp = stampOf(write);
      run(changeOf(seen, change, stamp), stamp.writeId);
    },

    async decide(seen, decision, write) {
      await begin(seen.id, write);
      checkDecision(decision);
      const stamp = stampOf(write);
      run(decisionOf(seen, decision, stamp), stamp.writeId);
    },

    async delete(seen, write) {
      await begin(seen.id, write);
      const old = items.get(seen.id);
      if (!isAsSeen(seen, old)) throw refusal(seen, old);
      items.delete(seen.id);
    },

    listByRequester: (requester, read) => list(REQUESTER_INDEX, requester, read),
    listByProfile: (profile, read) => list(PROFILE_INDEX, profile, read),
    listPending: (read) => list(STATUS_INDEX, 'pending', read),

    async readAll({ onRequests, signal }) {
      const all = [...items.values()];
      for (let from = 0; from < all.length || from === 0; from += PAGE) {
        throwIfCancelled(signal);
        const page = all.slice(from, from + PAGE);
        await onRequests(decoded(page), { items: from + page.length, units: 0 });
      }
    },
  };
}
