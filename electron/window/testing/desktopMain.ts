import { app, session } from 'electron';
import { WebSocket } from 'ws';
import { startIpcHost } from '../../transport/ipcPort.ts';
import { createIsOurs } from '../appAddress.ts';
import { registerAppScheme, serveAppScheme } from '../appProtocol.ts';
import { createMainWindow } from '../mainWindow.ts';
import { lockAllContents, lockSession } from '../security.ts';

// The desktop's outer shell alone, for its tests: every line from a window is passed on to the test by a WebSocket.
const { TEST_RELAY = '', TEST_WINDOW = '', TEST_PRELOAD = '' } = process.env;
const log = (message: string): void => void process.stdout.write(`LOG ${message}\n`);

registerAppScheme();
lockAllContents(log);

const start = async (): Promise<void> => {
  await app.whenReady();
  const isOurs = createIsOurs(undefined);
  lockSession(session.defaultSession, { isOurs, log });
  serveAppScheme(TEST_WINDOW);
  const ipcHost = startIpcHost({
    isOurs,
    log,
    onPort: (port) => {
      const relay = new WebSocket(TEST_RELAY);
      const early: string[] = [];
      port.onFrame((frame) => (relay.readyState === WebSocket.OPEN ? relay.send(frame) : early.push(frame)));
      port.onClose(() => relay.close());
      relay.on('open', () => early.splice(0).forEach((frame) => relay.send(frame)));
      relay.on('message', (data) => port.post(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
      relay.on('close', () => port.close());
    },
  });
  const open = (admitted: boolean) =>
    createMainWindow({
      preload: TEST_PRELOAD,
      theme: 'light',
      onBounds: () => undefined,
      onContents: (contents) => {
        if (admitted) ipcHost.admit(contents);
      },
      devTools: true,
    });
  await open(true);
  Reflect.set(globalThis, 'openForeignWindow', () => open(false));
};

void start();
