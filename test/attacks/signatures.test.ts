import { createHmac } from "node:crypto";
import { request as ask } from "node:http";
import { describe, expect, test } from "vitest";
import { checkPass, signPass } from "../../src/channels/botframework/tokens.ts";
import type { Channel, Opened } from "../../src/channels/channel.ts";
import { twilioWhatsapp } from "../../src/channels/twilio-whatsapp/channel.ts";
import { parseForm } from "../../src/channels/twilio-whatsapp/signature.ts";
import { signForm } from "../fakes/twilio/sign.ts";
import { inboundPath } from "../fakes/twilio/webhooks.ts";
import { account, openHouse } from "../service/house.ts";
import { morning } from "../world.ts";
import { tried } from "./full.ts";

const oldToken = "01d70ce201d70ce201d70ce201d70ce2";
const othersToken = "07be5707be5707be5707be5707be5707";
const path = "/webhooks/twilio/status?d=c17-9f2c.3.0&x=%C3%A9";
const form = new URLSearchParams({
  AccountSid: account.accountSid,
  Body: "السلام عليكم & bonjour, à 9 h ?",
  From: "whatsapp:+212600004001",
  MessageSid: `SM${"4".repeat(32)}`,
  WaId: "212600004001",
});
const body = Buffer.from(form.toString());
const genuine = signForm(account.authToken, account.publicUrl + path, form);

function channel(
  authToken: string = account.authToken,
  oldAuthToken: string | null = null,
): Channel {
  return twilioWhatsapp(
    {
      accountSid: account.accountSid,
      authToken,
      oldAuthToken,
      from: account.from,
      publicUrl: account.publicUrl,
      apiBase: null,
    },
    {
      clock: () => morning,
      note: () => Promise.resolve(null),
      setNote: () => Promise.resolve(),
    },
  );
}

const ours = channel();

function open(
  parts: { readonly url?: string; readonly signature?: string; readonly raw?: Uint8Array },
  by: Channel = ours,
): Opened {
  const { url = path, signature = genuine, raw = body } = parts;
  const [webhook] = by.webhooks;
  if (webhook === undefined) throw new Error("there is no webhook");
  const headers = { "x-twilio-signature": signature };
  return webhook.open({ method: "POST", url, headers, raw });
}

/** What an accepted request would have us believe; null when it was refused. */
function believed(opened: Opened, raw: Uint8Array): string | null {
  return opened.kind === "refused"
    ? null
    : JSON.stringify([...parseForm(raw)].map((each) => JSON.stringify(each)).sort());
}

describe("a request that was changed on its way", () => {
  const said = believed(open({}), body);

  test("is genuine as long as nothing was changed", () => {
    expect(said).not.toBeNull();
  });

  test("is refused whichever byte of its signature became any other", () => {
    const accepted: string[] = [];
    for (const { bytes, changed } of everyFlip(Buffer.from(genuine))) {
      if (open({ signature: bytes.toString("latin1") }).kind === "opened") accepted.push(changed);
    }
    expect(accepted).toEqual([]);
  });

  test("is refused whichever byte of its body became any other that says something else", () => {
    const accepted: string[] = [];
    for (const { bytes, changed } of everyFlip(body)) {
      const now = believed(open({ raw: bytes }), bytes);
      // « %c3 » says what « %C3 » says: the provider signs what is said, not how it is written.
      if (now !== null && now !== said) accepted.push(changed);
    }
    expect(accepted).toEqual([]);
  });

  test("is refused whichever byte of its address became any other that names something else", () => {
    const accepted: string[] = [];
    const meant = (url: string) =>
      JSON.stringify([url.split("?")[0], ...new URLSearchParams(url.split("?")[1] ?? "")]);
    for (const { bytes, changed } of everyFlip(Buffer.from(path))) {
      const url = bytes.toString("latin1");
      if (open({ url }).kind === "opened" && meant(url) !== meant(path)) accepted.push(changed);
    }
    expect(accepted).toEqual([]);
  });

  test("is refused when something was added to it or taken away", () => {
    for (const url of [
      `${path}#`,
      `${path}#x`,
      "/webhooks/twilio/status#?d=1",
      `${path}&d=c18-1.1.0`,
      path.split("?")[0] ?? "",
      `${path}?`,
      path.toUpperCase(),
      `/${path}`,
      `https://evil.example${path}`,
      `.evil.example${path}`,
      `@evil.example${path}`,
    ])
      expect(open({ url }).kind, url).toBe("refused");
    for (const [at] of body.entries())
      expect(open({ raw: body.subarray(0, at) }).kind).toBe("refused");
    for (const more of ["&a=1", "&Body=other", "&=", "&Body", "+", "%00", "\0"])
      expect(open({ raw: Buffer.concat([body, Buffer.from(more)]) }).kind, more).toBe("refused");
  });
});

describe("a signature", () => {
  const text = account.publicUrl + path + [...form].map(([key, value]) => key + value).join("");
  const mac = (
    algorithm: string,
    key: string,
    what = text,
    encoding: "base64" | "hex" = "base64",
  ) => createHmac(algorithm, key).update(what).digest(encoding);

  test.each([
    ["of another algorithm", mac("sha256", account.authToken)],
    ["of a weaker algorithm", mac("md5", account.authToken)],
    ["in hex", mac("sha1", account.authToken, text, "hex")],
    ["in another alphabet", genuine.replaceAll("+", "-").replaceAll("/", "_").replace("=", "")],
    ["without its padding", genuine.replace(/=+$/u, "")],
    ["with more padding", `${genuine}=`],
    ["with a scheme before it", `sha1=${genuine}`],
    ["in other letters", genuine.toLowerCase()],
    ["with a blank before it", ` ${genuine}`],
    ["twice", `${genuine}, ${genuine}`],
    ["twice without a blank", `${genuine},${genuine}`],
    ["beside a wrong one", `AAAA, ${genuine}`],
    ["of nothing", ""],
    ["of a blank", " "],
    ["of the address alone", mac("sha1", account.authToken, account.publicUrl + path)],
    [
      "of the raw bytes",
      mac("sha1", account.authToken, account.publicUrl + path + body.toString()),
    ],
    ["with an empty key", mac("sha1", "")],
    ["with the account's name as key", mac("sha1", account.accountSid)],
    ["of another account", signForm(othersToken, account.publicUrl + path, form)],
    ["of a token that was replaced", signForm(oldToken, account.publicUrl + path, form)],
    ["for another address", signForm(account.authToken, `https://evil.example${path}`, form)],
    [
      "for the same address without encryption",
      signForm(account.authToken, `http://rafiq.example${path}`, form),
    ],
    ["for another path", signForm(account.authToken, account.publicUrl + inboundPath, form)],
  ])("%s is refused", (_, signature) => {
    expect(open({ signature }).kind).toBe("refused");
  });

  test("of the old token is accepted while tokens are exchanged, and only then", () => {
    const old = signForm(oldToken, account.publicUrl + path, form);
    expect(open({ signature: old }, channel(account.authToken, oldToken)).kind).toBe("opened");
    expect(open({}, channel(account.authToken, oldToken)).kind).toBe("opened");
    expect(open({ signature: old }, channel(account.authToken, null)).kind).toBe("refused");
    expect(open({ signature: old }, channel(account.authToken, "")).kind).toBe("refused");
    expect(open({ signature: mac("sha1", "") }, channel(account.authToken, "")).kind).toBe(
      "refused",
    );
  });

  test("holds for Arabic however its bytes are written, as long as it is the same Arabic", () => {
    const lower = Buffer.from(
      body.toString().replace(/%[0-9A-F]{2}/gu, (code) => code.toLowerCase()),
    );
    const raw = Buffer.from(
      [...form]
        .map(([key, value]) => `${key}=${value.replaceAll("+", "%2B").replaceAll("&", "%26")}`)
        .join("&"),
    );
    expect(open({ raw: lower }).kind).toBe("opened");
    expect(open({ raw }).kind).toBe("opened");
    for (const [one, other] of [
      ["ل", "ﻟ"],
      ["ا", "أ"],
      ["ي", "ی"],
      ["السلام", "السلام\u200f"],
      ["à", "a\u0300"],
    ] as const) {
      const changed = new URLSearchParams(
        [...form].map(([key, value]) => [key, value.replace(one, other)]),
      );
      expect(open({ raw: Buffer.from(changed.toString()) }).kind, other).toBe("refused");
    }
    const again = JSON.stringify(Object.fromEntries(form));
    expect(open({ raw: Buffer.from(again) }).kind).toBe("refused");
  });
});

describe("the running service", () => {
  test("believes no header about where it is, and answers with no signature", async () => {
    const house = await openHouse({ TWILIO_AUTH_TOKEN_OLD: oldToken });
    const evil = signForm(account.authToken, `https://evil.example${inboundPath}`, form);
    const secrets = [genuine, evil, account.authToken, oldToken, account.accountSid];
    const spoofs: readonly Record<string, string | string[]>[] = [
      { host: "evil.example" },
      { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
      { forwarded: "host=evil.example;proto=https" },
      { "x-original-url": inboundPath, "x-rewrite-url": inboundPath },
      { "x-http-method-override": "GET" },
      { "x-forwarded-for": "127.0.0.1" },
      { "x-twilio-signature": [evil, evil] },
      { "x-twilio-signature": ["", genuine] },
      { "x-twilio-signature": "" },
    ];
    for (const spoof of spoofs) {
      const { status, text } = await send(house.service.url + inboundPath, {
        "x-twilio-signature": evil,
        ...spoof,
      });
      expect([400, 403], JSON.stringify(spoof)).toContain(status);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    const right = signForm(account.authToken, account.publicUrl + inboundPath, form);
    // The same headers do no harm to a genuine request either.
    for (const spoof of spoofs.slice(0, 6)) {
      const { status, text } = await send(house.service.url + inboundPath, {
        "x-twilio-signature": right,
        ...spoof,
      });
      expect(status, JSON.stringify(spoof)).toBe(200);
      for (const secret of [...secrets, right]) expect(text).not.toContain(secret);
    }
    await house.settled();
    expect(house.twilio.taken("whatsapp:+212600004001")).toHaveLength(1);
    for (const secret of [...secrets, right]) expect(house.lines.join("\n")).not.toContain(secret);
  });
});

test("a pass to the web chat is refused whichever byte of it became any other", () => {
  const secret = "a secret of the tests";
  const pass = { use: "talk", conversation: "w-abc", user: null } as const;
  const token = signPass(pass, secret, morning);
  expect(checkPass(token, secret, morning).kind).toBe("valid");
  const accepted: string[] = [];
  for (const { bytes, changed } of everyFlip(Buffer.from(token))) {
    if (checkPass(bytes.toString("latin1"), secret, morning).kind !== "forged")
      accepted.push(changed);
  }
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  const [head = "", claims = "", mac = ""] = token.split(".");
  for (const other of [
    `${none}.${claims}.`,
    `${none}.${claims}.${mac}`,
    `${head}.${claims}.`,
    `${token}.`,
    `${token}=`,
    "",
  ])
    expect(checkPass(other, secret, morning).kind, other).toBe("forged");
  expect(checkPass(token, "", morning).kind).toBe("forged");
  expect(accepted).toEqual([]);
});

/** Each byte changed into every other. */
function* everyFlip(
  original: Buffer,
): Iterable<{ readonly bytes: Buffer; readonly changed: string }> {
  tried(original.length * 255);
  for (const [at, byte] of original.entries()) {
    for (let mask = 1; mask < 256; mask += 1) {
      const bytes = Buffer.from(original);
      bytes[at] = byte ^ mask;
      yield { bytes, changed: `${at}: ${byte} -> ${byte ^ mask}` };
    }
  }
}

/** With any headers at all, which `fetch` would not send. */
function send(
  url: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = ask(url, { method: "POST" }, (response) => {
      let text = JSON.stringify(response.headers);
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on("error", reject);
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    request.setHeader("content-type", "application/x-www-form-urlencoded");
    request.end(body);
  });
}
