import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { MINUTE, SECOND } from './clock.ts';
import { orderValue, piecesOf, type Order } from './order.ts';
import type { Failure, TaskKind, TaskPlan } from './plan.ts';
import type { Random } from './random.ts';
import { decimal, fieldsOf, map, money, number, price, text, textSet } from './values.ts';

const failure = (
  code: string,
  message: string,
  retryable: boolean,
  more: Readonly<Record<string, AttributeValue>> = {},
): Failure => ({
  error: fieldsOf({ error: map({ code: text(code), message: text(message), ...more }) }),
  retryable,
});

const timeout = (what: string, ms: number): Failure =>
  failure('TIMEOUT', `${what} did not answer within ${ms} ms`, true, { timeout_ms: number(ms) });

const base = (order: Order, title: string, more: Readonly<Record<string, AttributeValue>>) => ({
  title,
  created: fieldsOf({ title: text(title), order_number: text(order.number), ...more }),
});

function orderPlan(order: Order, random: Random): TaskPlan {
  const channels = [random.pick(['web', 'app', 'phone']), random.pick(['newsletter', 'organic', 'partner'])];
  return {
    ...base(order, `Order ${order.number} · ${piecesOf(order)} items · ${price(order.cents)}`, {
      order: orderValue(order),
      tags: textSet([...channels, order.customer.country.toLowerCase()]),
      gift: { BOOL: random.chance(0.1) },
      voucher: random.chance(0.2) ? text(`AUTUMN-${random.hex(4).toUpperCase()}`) : { NULL: true },
    }),
    queue: 'orders',
    stepMs: 40 * SECOND,
    steps: [
      'stock reserved',
      'fraud check passed',
      'payment asked for',
      'handed to the warehouse',
      'invoice written',
    ],
    failures: [
      timeout('stock service', 5000),
      failure('OUT_OF_STOCK', `${order.lines[0]?.product.sku ?? 'item'} is out of stock`, true),
    ],
    succeeded: fieldsOf({ result: map({ invoice: text(`R-${order.number}`), total: money(order.cents) }) }),
    maxAttempts: 4,
  };
}

function paymentPlan(order: Order, random: Random): TaskPlan {
  const { brand, last4 } = order.card;
  return {
    ...base(order, `Charge order ${order.number} · ${brand} •• ${last4}`, {
      amount: money(order.cents),
      fee_rate: number('0.0149000000000000000000000000000000001'),
      card: map({ brand: text(brand), last4: text(last4), token: text(`tok_${random.hex(24)}`) }),
      fingerprint: { B: Buffer.from(random.hex(32), 'hex').toString('base64') },
    }),
    queue: 'payments',
    stepMs: 6 * SECOND,
    steps: ['3-D Secure asked for', 'customer confirmed', 'authorised', 'captured'],
    failures: [
      failure('CARD_DECLINED', `${brand} •• ${last4} was declined: insufficient funds`, true, {
        network_code: text('51'),
      }),
      timeout('acquirer', 10_000),
    ],
    succeeded: fieldsOf({
      result: map({
        charge: text(`ch_${random.hex(20)}`),
        amount: money(order.cents),
        fee: number(decimal(Math.round(order.cents * 0.0149))),
      }),
    }),
    maxAttempts: 3,
  };
}

function shippingPlan(order: Order, random: Random): TaskPlan {
  const pieces = piecesOf(order);
  return {
    ...base(order, `Pick and pack ${pieces} items · warehouse ${order.warehouse}`, {
      warehouse: text(order.warehouse),
      carrier: text(order.carrier),
      parcel: map({ weight_kg: number(decimal(random.int(20, 1800))), pieces: number(pieces) }),
      shelves: textSet(order.lines.map((line) => `${line.product.sku.charAt(0)}-${line.product.sku.length}`)),
    }),
    queue: 'shipping',
    stepMs: 7 * MINUTE,
    steps: ['picking', 'picked', 'packed', 'label printed', 'on the ramp', 'scanned by the carrier'],
    failures: [
      failure('E_5XX', `E_5XX from carrier ${order.carrier}: 503 Service Unavailable`, true, {
        http: number(503),
      }),
      timeout(`carrier ${order.carrier}`, 30_000),
    ],
    succeeded: fieldsOf({
      result: map({ carrier: text(order.carrier), parcel_number: number(order.parcelNumber) }),
    }),
    maxAttempts: 5,
  };
}

function refundPlan(order: Order, random: Random): TaskPlan {
  const cents = random.chance(0.4) ? order.cents : Math.max(100, Math.round(order.cents / random.int(2, 5)));
  return {
    ...base(order, `Refund ${price(cents)} of order ${order.number}`, {
      amount: money(cents),
      reason: text(random.pick(['wrong size', 'arrived damaged', 'not as pictured', 'too late'])),
    }),
    queue: 'payments',
    stepMs: 25 * SECOND,
    steps: ['return received', 'inspected', 'sent to the acquirer'],
    failures: [
      failure('ALREADY_REFUNDED', 'The charge has been refunded in full before', false),
      timeout('acquirer', 10_000),
    ],
    succeeded: fieldsOf({ result: map({ refund: text(`re_${random.hex(20)}`), amount: money(cents) }) }),
    maxAttempts: 3,
  };
}

function mailPlan(order: Order, random: Random): TaskPlan {
  return {
    ...base(order, `Send confirmation of order ${order.number} to ${order.customer.name}`, {
      template: text('order-confirmation'),
      locale: text(`${order.customer.country.toLowerCase()}-${order.customer.country}`),
    }),
    queue: 'mail',
    stepMs: 2 * SECOND,
    steps: ['rendered', 'queued at the relay'],
    failures: [failure('E_421', '421 4.7.0 Try again later', true), timeout('mail relay', 15_000)],
    succeeded: fieldsOf({ result: map({ message_id: text(`<${random.hex(16)}@mail.shop.example>`) }) }),
    maxAttempts: 5,
  };
}

const PLANS: Readonly<Record<TaskKind, (order: Order, random: Random) => TaskPlan>> = {
  ord: orderPlan,
  pay: paymentPlan,
  ship: shippingPlan,
  refund: refundPlan,
  mail: mailPlan,
};

/** What a task of `kind` on `order` looks like. */
export const planFor = (kind: TaskKind, order: Order, random: Random): TaskPlan => PLANS[kind](order, random);
