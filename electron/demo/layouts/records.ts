import type { AttributeMap } from '#shared/model/attributeValue.ts';
import { LAYOUT_TABLES } from '../../layouts/definitions.ts';
import { WRITE_ID } from '../../stores/settleWrite.ts';
import { PRODUCTS } from '../catalogue.ts';
import { busyMoment, DAY, HOUR, MINUTE, rfc3339, SECOND } from '../clock.ts';
import { createRandom, type Random } from '../random.ts';
import { text } from '../values.ts';
import type { LayoutItems } from './layoutItems.ts';
import { plantedRecords, recordItem } from './plantedRecords.ts';

/** Who owns records: agents, people, services. */
const OWNERS = [
  'agent-lyra',
  'agent-orion',
  'batch-import',
  'chloe@example.org',
  'ledger',
  'mehmet@example.org',
  'ops',
  'session-5d1f',
  'session-a07c',
  'support-desk',
  'warehouse-leipzig',
] as const;

/** Records beside the planted ones. */
const RECORDS = 113;

const METHODS = ['tools/call', 'sampling/createMessage', 'resources/read', 'prompts/get'] as const;

const STATUSES = ['working', 'working', 'input_required', 'completed', 'completed', 'failed'] as const;

/** How long after its last change a record may be deleted; some never. */
const lifetime = (random: Random): number | undefined =>
  random.chance(0.25) ? undefined : random.pick([2 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY]);

const resultOf = (status: string, random: Random): unknown => {
  if (status === 'failed')
    return { isError: true, content: [{ type: 'text', text: 'Upstream answered 503' }] };
  if (status !== 'completed') return null;
  const product = random.pick(PRODUCTS);
  return {
    isError: false,
    content: [{ type: 'text', text: `${product.name}: ${random.int(0, 240)} in stock` }],
  };
};

/** One record as an agent's task server keeps it (seed 001). */
function taskRecord(index: number, random: Random, now: number): AttributeMap {
  const owner = random.pick(OWNERS);
  const created = busyMoment(random.fork('created'), now - 6 * DAY, now - 5 * MINUTE);
  const changed = Math.min(now - 10 * SECOND, created + random.int(1, 180) * MINUTE);
  const status = random.pick(STATUSES);
  const life = lifetime(random);
  // What expired while nobody looked is gone, but for the planted one.
  const expires =
    life === undefined ? undefined : Math.max(changed + life, now + random.int(120, 900) * MINUTE);
  const product = random.pick(PRODUCTS);
  const taskId = `task-${random.hex(8)}-${String(index).padStart(3, '0')}`;
  const data = {
    task: {
      taskId,
      status,
      statusMessage: status === 'input_required' ? 'Waiting for an answer' : undefined,
      createdAt: rfc3339(created),
      lastUpdatedAt: rfc3339(changed),
      ttl: life ?? null,
      pollInterval: 500,
    },
    ownerId: owner,
    requestMethod: random.pick(METHODS),
    variables: { sku: product.sku, quantity: random.int(1, 40), attempt: random.int(1, 3) },
    result: resultOf(status, random),
    expiresAt: expires === undefined ? null : rfc3339(expires),
  };
  const named = random.chance(0.7) ? { [WRITE_ID]: text(`demo-${random.hex(12)}`) } : {};
  const version = 1 + Math.floor(random.logNormal(2, 0.9));
  return recordItem({ owner, task: taskId }, version, JSON.stringify(data), named);
}

/** The demonstration items of the layout `record`: a dozen owners, what an agent's task server keeps for them. */
export const recordItems: LayoutItems = function* ({ seed, now }) {
  const random = createRandom(`${seed}/records`);
  const [definition] = LAYOUT_TABLES.record;
  const table = definition?.table ?? 'task_records';
  for (const item of plantedRecords(now)) yield { table, item };
  for (let index = 1; index <= RECORDS; index += 1) {
    yield { table, item: taskRecord(index, random.fork(String(index)), now) };
  }
};
