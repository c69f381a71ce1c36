import type { RequestListener, Server } from "node:http";
import type { Socket } from "node:net";

// Not imported: to list what it exports, Node would load all of `fetch` with it, 15 MB and a tenth
// of a second that a bot which only listens does not need.
const { createServer } = process.getBuiltinModule("node:http");

/** How long a client may take, in ms. */
export interface Timeouts {
  /** Until its headers are complete. */
  readonly headers: number;
  /** Until its whole request is: a photo over a bad line takes a while. */
  readonly request: number;
  /** How often both are looked at. */
  readonly check: number;
  /** How long a stop waits for requests under way. */
  readonly lastRequests: number;
}

export const timeouts: Timeouts = {
  headers: 10_000,
  request: 60_000,
  check: 5_000,
  lastRequests: 5_000,
};

export interface HttpServer {
  readonly server: Server;
  /**
   * Answers the requests under way, closes the connections that wait for nothing, and after a while
   * all others: a client that never ends its request must not keep us from stopping.
   */
  readonly shut: () => Promise<void>;
}

/** A server that drops whoever sends a byte now and then to hold a connection. */
export function makeServer(app: RequestListener, patience: Timeouts = timeouts): HttpServer {
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      connectionsCheckingInterval: patience.check,
    },
    app,
  );
  // The server's own list leaves out the connections that became web sockets.
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    server,
    shut: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, patience.lastRequests);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
