import { expect, onTestFinished, test } from "vitest";
import { second } from "../../src/core/instant.ts";
import { startOpenAiFake, type OpenAiFake } from "../fakes/openai.ts";
import { until } from "../until.ts";
import { openHouse, type House } from "./house.ts";

const phone = "+212600000077";
const question = "Comment créer une page Facebook au nom de la structure ?";

async function openAssisted(): Promise<{ readonly house: House; readonly model: OpenAiFake }> {
  const model = await startOpenAiFake();
  onTestFinished(() => model.close());
  const house = await openHouse({ LLM_BASE_URL: model.url, LLM_MODEL: "small" });
  return { house, model };
}

function textOf(house: House): string {
  return house.twilio.taken(`whatsapp:${phone}`).at(-1)?.shown?.body ?? "";
}

test("a question over WhatsApp shows typing, and the model's words are told, labelled", async () => {
  const { house, model } = await openAssisted();
  model.misbehave({ kind: "slow" });
  await house.twilio.inbound({ from: phone, body: question });
  await model.arrived(1);
  const { sid } = await until("typing is shown", () =>
    house.twilio.ledger.find(({ kind }) => kind === "typing"),
  );
  expect(sid).toMatch(/^SM/u);
  expect(house.twilio.taken(`whatsapp:${phone}`)).toEqual([]);
  const [call] = model.ledger;
  expect(call?.raw).not.toContain(phone.slice(4));
  model.behave();
  model.release();
  const told = await nextMessage(house);
  expect(told).toContain("rédigé par un programme");
});

test("a model that stays silent keeps nobody waiting: the written answer comes", async () => {
  const { house, model } = await openAssisted();
  model.misbehave({ kind: "slow" });
  await house.twilio.inbound({ from: phone, body: question });
  await model.arrived(1);
  house.time.now += 16 * second;
  const told = await nextMessage(house);
  expect(told).toContain("Comment créer une page Facebook");
  expect(told).not.toContain("rédigé par un programme");
});

test("a model that is down is noticed at once, and the written answer comes", async () => {
  const { house, model } = await openAssisted();
  model.misbehave({ kind: "down" });
  await house.twilio.inbound({ from: phone, body: question });
  expect(await nextMessage(house)).not.toContain("rédigé par un programme");
  expect(house.lines.join("\n")).toContain("not-reworded");
  expect(house.lines.join("\n")).not.toContain("Facebook");
});

async function nextMessage(house: House): Promise<string> {
  while (house.twilio.taken(`whatsapp:${phone}`).length === 0) await house.twilio.next();
  const [first] = house.twilio.taken(`whatsapp:${phone}`);
  await house.settled();
  return first?.shown?.body ?? textOf(house);
}
