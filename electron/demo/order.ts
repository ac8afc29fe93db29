import type { AttributeValue } from '#shared/model/attributeValue.ts';
import { CUSTOMERS, PRODUCTS, WAREHOUSES, CARRIERS, CARDS, type Product } from './catalogue.ts';
import type { Random } from './random.ts';
import { list, map, money, number, text } from './values.ts';

/** One order of the shop; several tasks work on it. */
export interface Order {
  /** As people say it: `10482`. */
  readonly number: string;
  readonly customer: (typeof CUSTOMERS)[number];
  readonly customerNumber: string;
  readonly lines: readonly { readonly product: Product; readonly quantity: number }[];
  readonly cents: number;
  readonly card: { readonly brand: string; readonly last4: string };
  readonly warehouse: string;
  readonly carrier: string;
  /** Twenty digits: more than a JavaScript number holds. */
  readonly parcelNumber: string;
}

/** Makes up an order. */
export function createOrder(random: Random, orderNumber: string): Order {
  const lines = Array.from({ length: random.int(1, 4) }, () => ({
    product: random.pick(PRODUCTS),
    quantity: random.int(1, 3),
  }));
  return {
    number: orderNumber,
    customer: random.pick(CUSTOMERS),
    customerNumber: random.digits(19),
    lines,
    cents: lines.reduce((sum, line) => sum + line.product.cents * line.quantity, 0),
    card: { brand: random.pick(CARDS), last4: random.digits(4) },
    warehouse: random.pick(WAREHOUSES),
    carrier: random.pick(CARRIERS),
    parcelNumber: random.digits(20),
  };
}

/** How many pieces an order has. */
export const piecesOf = (order: Order): number => order.lines.reduce((sum, line) => sum + line.quantity, 0);

/** An order as it lies in a payload. */
export const orderValue = (order: Order): AttributeValue =>
  map({
    number: text(order.number),
    customer: map({
      number: number(order.customerNumber),
      name: text(order.customer.name),
      country: text(order.customer.country),
    }),
    lines: list(
      order.lines.map((line) =>
        map({
          sku: text(line.product.sku),
          name: text(line.product.name),
          quantity: number(line.quantity),
          price: money(line.product.cents),
        }),
      ),
    ),
    total: money(order.cents),
  });
