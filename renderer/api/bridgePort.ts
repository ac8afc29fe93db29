import { LINE_CLOSED, type Bridge } from '#shared/rpc/ipcLine.ts';
import { createPort, type Port } from '#shared/rpc/port.ts';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isBridge = (value: unknown): value is Bridge =>
  isObject(value) &&
  typeof Reflect.get(value, 'post') === 'function' &&
  typeof Reflect.get(value, 'onFrame') === 'function';

/** What the preload script gave the window, or undefined in a browser. */
export function findBridge(): Bridge | undefined {
  const found: unknown = Reflect.get(window, 'dynascope');
  return isBridge(found) ? found : undefined;
}

/** The window's end of the desktop line. */
export function createBridgePort(bridge: Bridge): Port {
  const end = createPort('desktop', { send: bridge.post, shut: () => bridge.post(LINE_CLOSED) });
  bridge.onFrame((text) => {
    if (text === LINE_CLOSED) end.closed();
    else end.deliver(text);
  });
  return end.port;
}
