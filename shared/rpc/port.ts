/** One end of a two-way line for frames, each a JSON text. Electron IPC, a WebSocket and memory all look like this. */
export interface Port {
  readonly id: string;
  /** Hands a frame to the other end. After `close` it does nothing. */
  post(frame: string): void;
  /** Sets the receiver; frames that came before are kept and delivered in order. */
  onFrame(receive: (frame: string) => void): void;
  /** Adds a listener, called once when either end has closed; at once when that has already happened. */
  onClose(closed: () => void): void;
  close(): void;
}

/** Where the transport writes what it will not pass over in silence: bad frames, bad answers, foreign senders. */
export type TransportLog = (message: string, cause?: unknown) => void;

/** What a transport supplies to {@link createPort}: how to send a frame, and how to end the line. */
export interface Wire {
  readonly send: (frame: string) => void;
  readonly shut: () => void;
}

/** A port and the two things only its transport may do with it. */
export interface PortEnd {
  readonly port: Port;
  /** A frame has come from the other end. */
  readonly deliver: (frame: string) => void;
  /** The line is down; every `onClose` listener hears of it, once. */
  readonly closed: () => void;
}

/** A port over `wire`, with the rules all transports share: early frames are kept, closing is told once. */
export function createPort(id: string, wire: Wire): PortEnd {
  const early: string[] = [];
  const listeners = new Set<() => void>();
  let receiver: ((frame: string) => void) | undefined;
  let open = true;

  const closed = (): void => {
    if (!open) return;
    open = false;
    early.length = 0;
    for (const listener of listeners) listener();
    listeners.clear();
  };

  const port: Port = {
    id,
    post: (frame) => {
      if (open) wire.send(frame);
    },
    onFrame: (receive) => {
      receiver = receive;
      for (const frame of early.splice(0)) receive(frame);
    },
    onClose: (listener) => {
      if (open) listeners.add(listener);
      else listener();
    },
    close: () => {
      if (!open) return;
      closed();
      wire.shut();
    },
  };

  const deliver = (frame: string): void => {
    if (!open) return;
    if (receiver === undefined) early.push(frame);
    else receiver(frame);
  };

  return { port, deliver, closed };
}
