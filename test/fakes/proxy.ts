import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A bad line to a server on loopback: slow, cut or silent, on command. */
export interface Proxy {
  readonly port: number;
  /** Every byte takes so many milliseconds more, in both directions. */
  delay(ms: number): void;
  /** Ends every connection there is, in the middle of whatever it carries. */
  cut(): void;
  /** Ends a connection after so many bytes more came back; once. */
  cutAfter(bytes: number): void;
  /** Carries nothing any more, without closing anything; `false` lets it flow again. */
  hold(on: boolean): void;
  close(): Promise<void>;
}

/** Starts one in front of a port of this machine. */
export async function startProxy(port: number): Promise<Proxy> {
  const lines = new Set<Line>();
  let delay = 0;
  let held = false;
  let budget = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port });
    const line: Line = { near, far };
    lines.add(line);
    const end = () => {
      lines.delete(line);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    carry(near, far);
    carry(far, near, (bytes) => {
      budget -= bytes;
      if (budget > 0) return;
      budget = Number.POSITIVE_INFINITY;
      end();
    });
  });

  function carry(from: Socket, to: Socket, counted?: (bytes: number) => void): void {
    let last = Promise.resolve();
    from.on("data", (bytes) => {
      const pass = () => {
        if (to.destroyed) return;
        // What is held back stays in order: nothing overtakes it.
        if (held) return void waiting.push(pass);
        to.write(bytes);
        counted?.(bytes.length);
      };
      // A line that becomes faster carries nothing past what is under way on it.
      const arrives = pause(delay);
      last = last.then(() => arrives).then(pass);
    });
  }

  const waiting: (() => void)[] = [];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server that listens has an address with a port.
  const { port: own } = server.address() as AddressInfo;
  const cut = () => {
    for (const { near, far } of lines) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: own,
    delay(ms) {
      delay = ms;
    },
    cut,
    cutAfter(bytes) {
      budget = bytes;
    },
    hold(on) {
      held = on;
      if (!on) for (const pass of waiting.splice(0)) pass();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Line {
  readonly near: Socket;
  readonly far: Socket;
}
