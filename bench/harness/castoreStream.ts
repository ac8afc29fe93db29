import { answerOf } from '../../electron/testing/longTask/longTask.ts';

/** The stream that {@link castorePages} are of. */
export const CASTORE_STREAM = 'ACCOUNTS#8c1f1d2e-0a53-4f0e-9f57-3a7d5f0c2b11';

const START = Date.UTC(2026, 0, 12);

const eventJson = (version: number): string =>
  `{"aggregateId":{"S":"${CASTORE_STREAM}"},"version":{"N":"${version}"},"eventStoreId":{"S":"ACCOUNTS"},` +
  `"type":{"S":"${version === 1 ? 'ACCOUNT_OPENED' : version % 3 === 0 ? 'MONEY_WITHDRAWN' : 'MONEY_DEPOSITED'}"},` +
  `"timestamp":{"S":"${new Date(START + version * 1200).toISOString()}"},` +
  `"payload":{"M":{"amount":{"N":"${(version % 997) + 0.25}"},"currency":{"S":"EUR"},"reference":{"S":"transfer ${version}"}}},` +
  `"metadata":{"M":{"userId":{"S":"user-${version % 50}"}}}}`;

/** A long stream as Castore writes it, in answers of `page` items. */
export function* castorePages(events: number, page: number): Iterable<Uint8Array<ArrayBuffer>> {
  for (let from = 1; from <= events; from += page) {
    const count = Math.min(page, events + 1 - from);
    yield answerOf(Array.from({ length: count }, (_, index) => eventJson(from + index)));
  }
}
