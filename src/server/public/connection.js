const base = "/v3/directline";

/** An answer that says no. `after` in milliseconds, null when the server does not say. */
class Failure extends Error {
  constructor(status, after) {
    super(`status ${status}`);
    this.status = status;
    this.after = after;
  }
}

/** The conversation cannot be taken up again. */
class Gone extends Error {}

/**
 * A conversation over Direct Line 3.0, made for bad networks: what is sent waits in a queue until it
 * is taken, and goes out again under the same id when nobody knows whether it arrived.
 *
 * `record` is what `on.save` was last given, to go on with after a reload; `skin` starts a new one.
 * `on.activity` may be told the same activity twice: the caller knows them by their ids.
 */
export function connect({ skin, record, on }) {
  const stop = new AbortController();
  const queue = [...(record?.queue ?? [])];
  let id = record?.id ?? null;
  let token = record?.token ?? null;
  let watermark = "";
  let flushing = false;
  let refreshing = null;

  run().catch((error) => {
    if (stop.signal.aborted) return;
    if (error instanceof Gone) on.gone();
    else throw error;
  });

  return {
    /** Queues an activity; its `channelData.clientActivityID` names it in `on.sent` and `on.failed`. */
    send(activity) {
      queue.push(activity);
      save();
      void flush();
    },
    close() {
      stop.abort();
    },
  };

  async function run() {
    for (let failures = 0; !stop.signal.aborted;) {
      let opened = false;
      try {
        const stream = await open();
        void flush();
        opened = await follow(stream);
        failures = opened ? 0 : failures + 1;
        // Some networks let no socket through.
        if (failures >= 2) await poll(60);
      } catch (error) {
        if (stop.signal.aborted || error instanceof Gone) throw error;
        failures += 1;
      }
      if (stop.signal.aborted) return;
      on.status("offline");
      await pause(opened ? 300 : backoff(failures));
    }
  }

  /** The address of the stream from where we are; the conversation is started when there is none. */
  async function open() {
    if (id === null) {
      const begun = await call("POST", "/conversations", { channelData: { skin } });
      id = begun.conversationId;
      token = begun.token;
      save();
      return begun.streamUrl;
    }
    const again = await call("GET", `/conversations/${id}?watermark=${watermark}`);
    token = again.token;
    save();
    return again.streamUrl;
  }

  /** Listens until the line breaks; false when it never opened. */
  function follow(streamUrl) {
    // Same server as the page, whatever name it gives itself behind its proxies.
    const { pathname, search } = new URL(streamUrl);
    const url = new URL(pathname + search, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return new Promise((resolve) => {
      const socket = new WebSocket(url);
      const leave = () => socket.close();
      let opened = false;
      let ping = 0;
      const settle = () => {
        clearInterval(ping);
        stop.signal.removeEventListener("abort", leave);
        window.removeEventListener("offline", settle);
        socket.onclose = null;
        socket.onmessage = null;
        socket.close();
        resolve(opened);
      };
      // A dead line may stay "open" for minutes: the browser's word is faster.
      window.addEventListener("offline", settle);
      stop.signal.addEventListener("abort", leave);
      socket.onopen = () => {
        opened = true;
        on.status("online");
        ping = setInterval(() => socket.send(""), 20_000);
      };
      socket.onmessage = (message) => {
        if (message.data !== "") take(JSON.parse(message.data));
      };
      socket.onclose = settle;
    });
  }

  async function poll(times) {
    for (let time = 0; time < times && !stop.signal.aborted; time += 1) {
      const path = `/conversations/${id}/activities?watermark=${watermark}`;
      take(await call("GET", path));
      on.status("online");
      await pause(1_000);
    }
  }

  function take(set) {
    for (const activity of set.activities) on.activity(activity);
    watermark = set.watermark;
  }

  async function flush() {
    if (flushing || id === null) return;
    flushing = true;
    for (let failures = 0; queue.length > 0 && !stop.signal.aborted;) {
      const [activity] = queue;
      const name = activity.channelData.clientActivityID;
      try {
        await call("POST", `/conversations/${id}/activities`, activity);
        failures = 0;
        queue.shift();
        save();
        on.sent(name);
      } catch (error) {
        if (stop.signal.aborted) break;
        if (error instanceof Gone) {
          on.gone();
          return;
        }
        if (isFinal(error)) {
          queue.shift();
          save();
          on.failed(name);
          continue;
        }
        on.status("offline");
        failures += 1;
        await pause(error.after ?? backoff(failures));
      }
    }
    flushing = false;
  }

  async function call(method, path, body, mayRefresh = true) {
    const response = await fetch(base + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(15_000)]),
    });
    if (response.ok) return await response.json();
    if (response.status === 403 && token !== null && mayRefresh) {
      await (refreshing ??= refresh());
      return await call(method, path, body, false);
    }
    if ([401, 403, 404].includes(response.status) && id !== null) throw new Gone();
    const after = Number(response.headers.get("retry-after")) * 1_000 || null;
    throw new Failure(response.status, after);
  }

  async function refresh() {
    try {
      ({ token } = await call("POST", "/tokens/refresh", undefined, false));
      save();
    } finally {
      refreshing = null;
    }
  }

  function save() {
    if (!stop.signal.aborted) on.save({ id, token, queue: [...queue] });
  }

  /** Ends early when the network comes back. */
  function pause(milliseconds) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        stop.signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      window.addEventListener("online", done);
      stop.signal.addEventListener("abort", done);
    });
  }
}

/** Whether sending the same thing again is no use. */
function isFinal(error) {
  const { status } = error;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function backoff(failures) {
  return Math.min(15_000, 500 * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2);
}
