import { ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import { AppError, toErrorData } from '#shared/errors/appError.ts';
import { encodeFrame, NO_ID } from '#shared/rpc/frames.ts';
import { IPC_CHANNEL, LINE_CLOSED } from '#shared/rpc/ipcLine.ts';
import { createPort, type Port, type PortEnd, type TransportLog } from '#shared/rpc/port.ts';

/** What the desktop's side of the lines needs. */
export interface IpcHostOptions {
  /** Whether a frame at this URL is the window's own document. */
  readonly isOurs: (url: string) => boolean;
  /** Called for each document that speaks up. The port closes when the document goes: reload, crash, closed window. */
  readonly onPort: (port: Port) => void;
  readonly log: TransportLog;
}

/** Takes frames from admitted windows only. */
export interface IpcHost {
  /** Lets the main frame of `contents` in, for as long as it shows our own document. */
  readonly admit: (contents: WebContents) => void;
  readonly close: () => void;
}

interface Line {
  readonly session: string;
  readonly end: PortEnd;
}

interface Admitted {
  readonly contents: WebContents;
  line: Line | undefined;
}

const describeSender = (event: IpcMainEvent): string =>
  `contents ${event.sender.id}, ${event.senderFrame?.url.slice(0, 200) ?? 'a frame that is gone'}`;

const refusal = (message: string): string =>
  encodeFrame({
    kind: 'fail',
    id: NO_ID,
    error: toErrorData(
      new AppError('InvalidFrame', { message, nextStep: 'Open Dynascope in its own window.' }),
    ),
  });

/** Whether the message comes from the main frame itself; a frame inside it shares its `WebContents`. */
const isMainFrame = ({ sender, senderFrame }: IpcMainEvent): boolean =>
  // Electron 22 gives undefined for a frame that is gone, later ones null.
  senderFrame?.parent === null &&
  senderFrame.processId === sender.mainFrame.processId &&
  senderFrame.routingId === sender.mainFrame.routingId;

/**
 * Starts listening for frames over Electron's IPC. The sender of every single message is checked: an admitted
 * window, its main frame, at our own address. Anyone else gets a typed `fail` and a line in the log.
 */
export function startIpcHost({ isOurs, onPort, log }: IpcHostOptions): IpcHost {
  const windows = new Map<number, Admitted>();

  const hangUp = (admitted: Admitted): void => {
    const { line } = admitted;
    admitted.line = undefined;
    line?.end.closed();
  };

  const openLine = (admitted: Admitted, session: string): Line => {
    hangUp(admitted);
    const send = (text: string): void => {
      if (!admitted.contents.isDestroyed()) admitted.contents.send(IPC_CHANNEL, session, text);
    };
    const end = createPort(`window-${admitted.contents.id}-${session}`, {
      send,
      shut: () => {
        if (admitted.line?.end === end) admitted.line = undefined;
        send(LINE_CLOSED);
      },
    });
    const line = { session, end };
    admitted.line = line;
    onPort(end.port);
    return line;
  };

  const refuse = (event: IpcMainEvent, session: unknown, why: string): void => {
    log(`a message was refused: ${why} (${describeSender(event)})`);
    event.senderFrame?.send(
      IPC_CHANNEL,
      session,
      refusal('The host takes messages from its own window only.'),
    );
  };

  const onMessage = (event: IpcMainEvent, session: unknown, text: unknown): void => {
    const admitted = windows.get(event.sender.id);
    if (admitted === undefined) {
      refuse(event, session, 'not an admitted window');
    } else if (!isMainFrame(event)) {
      refuse(event, session, 'not the main frame');
    } else if (!isOurs(event.senderFrame?.url ?? '')) {
      refuse(event, session, 'not our own document');
    } else if (typeof session !== 'string' || typeof text !== 'string') {
      refuse(event, session, 'not two texts');
    } else if (text === LINE_CLOSED) {
      if (admitted.line?.session === session) hangUp(admitted);
    } else {
      const line = admitted.line?.session === session ? admitted.line : openLine(admitted, session);
      line.end.deliver(text);
    }
  };

  const admit = (contents: WebContents): void => {
    const admitted: Admitted = { contents, line: undefined };
    let beforeNavigation: Line | undefined;
    windows.set(contents.id, admitted);
    // A blocked navigation starts, too, and leaves the document as it is; only a finished one ends its line.
    contents.on('did-start-navigation', (_event, _url, isInPlace, inMainFrame) => {
      if (inMainFrame && !isInPlace) beforeNavigation = admitted.line;
    });
    contents.on('did-navigate', () => {
      if (admitted.line === beforeNavigation) hangUp(admitted);
      beforeNavigation = undefined;
    });
    contents.on('render-process-gone', () => hangUp(admitted));
    contents.once('destroyed', () => {
      hangUp(admitted);
      windows.delete(contents.id);
    });
  };

  ipcMain.on(IPC_CHANNEL, onMessage);
  return {
    admit,
    close: () => {
      ipcMain.off(IPC_CHANNEL, onMessage);
      for (const admitted of windows.values()) admitted.line?.end.port.close();
      windows.clear();
    },
  };
}
