import type { TableRef } from '#shared/contract/common.ts';
import type { AppClient } from '#shared/contract/index.ts';
import { toErrorData } from '#shared/errors/appError.ts';
import { noticeStore } from '../ui/notice.tsx';

/** How long a refusal stays, in milliseconds. */
const REFUSAL_MS = 12_000;

/** Goes back to a table's own reducer; `then` is called when it is chosen. */
export function useGiveBackReducer(
  client: Pick<AppClient, 'reducers'>,
): (table: TableRef, then?: () => void) => void {
  const say = noticeStore.useSelector((state) => state.say);
  return ({ connection, table }, then) => {
    client.reducers.choose({ connection, table, file: null }).then(then, (error: unknown) => {
      say(toErrorData(error).message, REFUSAL_MS);
    });
  };
}
