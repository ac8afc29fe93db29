import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** A task made up event by event as asked for, so that a million of them need to be stored nowhere. */
export interface LongTask {
  readonly task: string;
  readonly events: number;
}

const START = Date.UTC(2026, 0, 12);

/** Events between two failures, each with its retry. */
const TURN = 2000;

const padded = (seq: number): string => String(seq).padStart(4, '0');

const timeOf = (seq: number): string => new Date(START + seq * 1200).toISOString();

function story(seq: number, events: number): readonly [type: string, data: string] {
  if (seq === 1) return ['TaskCreated', `"title":{"S":"Import of ${events} steps"}`];
  if (seq === 2) return ['TaskStarted', '"worker":{"S":"w-3"}'];
  if (seq === events) return ['TaskSucceeded', '"result":{"S":"imported"}'];
  switch (seq % TURN) {
    case 1000:
      return ['TaskFailed', '"error":{"S":"connection reset"}'];
    case 1001:
      return ['TaskRetryScheduled', '"delay_ms":{"N":"5000"}'];
    case 1002:
      return ['TaskStarted', '"worker":{"S":"w-4"}'];
    default: {
      const progress = (Math.floor((seq / events) * 10_000) / 100).toString();
      return ['TaskProgressed', `"progress":{"N":"${progress}"},"message":{"S":"rows up to ${seq * 250}"}`];
    }
  }
}

/** The item of event `seq` as JSON text, as a server sends it. */
export function eventJson({ task, events }: LongTask, seq: number): string {
  const [type, data] = story(seq, events);
  return (
    `{"PK":{"S":"TASK#${task}"},"SK":{"S":"EVENT#${padded(seq)}"},"event":{"M":{"type":{"S":"${type}"},` +
    `"at":{"S":"${timeOf(seq)}"},"data":{"M":{${data}}},"actor":{"S":"w-3"},` +
    `"correlation_id":{"S":"corr-${task}"}}},"write_id":{"S":"import@${seq}"}}`
  );
}

/** The item of the projection as JSON text: what the events lead to. */
export function metaJson({ task, events }: LongTask): string {
  let attempts = 1;
  for (let seq = 1002; seq < events; seq += TURN) attempts += 1;
  const failed = events > 1000 ? '"last_error":{"S":"connection reset"},' : '';
  return (
    `{"PK":{"S":"TASK#${task}"},"SK":{"S":"META"},"status":{"S":"succeeded"},` +
    `"title":{"S":"Import of ${events} steps"},"attempts":{"N":"${attempts}"},"progress":{"N":"100"},${failed}` +
    `"last_seq":{"N":"${events}"},"updated_at":{"S":"${timeOf(events)}"},"write_id":{"S":"import@meta"}}`
  );
}

/** An answer of Query with these items. */
export function answerOf(items: readonly string[], lastKey?: AttributeMap): Uint8Array<ArrayBuffer> {
  const behind = lastKey === undefined ? '' : `,"LastEvaluatedKey":${JSON.stringify(lastKey)}`;
  const text = `{"Items":[${items.join(',')}],"Count":${items.length},"ScannedCount":${items.length}${behind}}`;
  return Uint8Array.from(Buffer.from(text));
}

/** Events `from` up to, not including, `to` as an answer. */
export const pageOf = (task: LongTask, from: number, to: number): Uint8Array<ArrayBuffer> =>
  answerOf(Array.from({ length: to - from }, (_, index) => eventJson(task, from + index)));
