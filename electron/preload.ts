import { contextBridge, ipcRenderer } from 'electron';
import { IPC_CHANNEL, type Bridge } from '#shared/rpc/ipcLine.ts';

// One session per document, so that a reloaded window never hears answers meant for the one before it.
const session = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
const early: string[] = [];
let receiver: ((text: string) => void) | undefined;

ipcRenderer.on(IPC_CHANNEL, (_event, to: unknown, text: unknown) => {
  if (to !== session || typeof text !== 'string') return;
  if (receiver === undefined) early.push(text);
  else receiver(text);
});

const bridge: Bridge = {
  post: (text: unknown) => {
    if (typeof text === 'string') ipcRenderer.send(IPC_CHANNEL, session, text);
  },
  onFrame: (receive: unknown) => {
    if (typeof receive !== 'function') return;
    receiver = (text) => void Reflect.apply(receive, undefined, [text]);
    for (const text of early.splice(0)) receiver(text);
  },
};

contextBridge.exposeInMainWorld('dynascope', Object.freeze(bridge));
