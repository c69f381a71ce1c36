import { connect, type Socket } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export const megabyte = 1_024 * 1_024;

/** One connection whose bytes are ours to choose. */
export interface Wire {
  readonly socket: Socket;
  /** What came back so far. */
  readonly heard: () => string;
  /** Resolves when the other side is done with us, in whatever way. */
  readonly closed: Promise<void>;
}

export function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    const closed = new Promise<void>((done) => socket.once("close", () => done()));
    socket.setEncoding("latin1").on("data", (text: string) => {
      heard += text;
    });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      // A connection that is cut is one of the right answers here.
      socket.on("error", () => undefined);
      resolve({ socket, heard: () => heard, closed });
    });
  });
}

/** Sends these bytes, half-closes, and gives the status lines that came back; none when we were cut off. */
export async function sendRaw(url: string, bytes: string | Uint8Array): Promise<readonly number[]> {
  const wire = await openWire(url);
  wire.socket.end(bytes);
  await wire.closed;
  return statusesIn(wire.heard());
}

export function statusesIn(heard: string): readonly number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3})/gu)].map(([, status]) => Number(status));
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What this process holds on to, in bytes, after everything that may go is gone. */
export function memoryHeld(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
