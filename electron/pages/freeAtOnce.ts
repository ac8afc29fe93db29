import { MessageChannel } from 'node:worker_threads';

/** Smaller ones are not worth a message; Node’s shared pool of small buffers is among them, and must not be given away. */
const SMALLEST = 16 * 1024;

const { port1: nowhere, port2: otherEnd } = new MessageChannel();
otherEnd.close();
nowhere.unref();

let spent: ArrayBuffer[] = [];

const free = (): void => {
  const buffers = spent;
  spent = [];
  nowhere.postMessage(undefined, buffers);
};

/**
 * Gives memory back that its owner has read and nobody else holds. V8 counts bytes outside its heap as a reason to
 * collect: a table of 74 MB, received in pieces that were left to it, began nine major collections of 5 ms and more.
 * What is handed over to a closed port is freed at once. Not before the next turn of the event loop: Node's HTTP parser
 * may still be reading the very bytes that it has passed on.
 */
export function freeAtOnce({ buffer, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || buffer.byteLength !== byteLength || byteLength < SMALLEST) return;
  if (spent.length === 0) setImmediate(free);
  spent.push(buffer);
}
