import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { settingRooms } from "../src/config.ts";
import { openMetrics } from "../src/server/metrics.ts";

const infra = resolve(import.meta.dirname, "..", "infra");

describe("what runs around the program", () => {
  test("alerts name only metrics that exist, each with a severity and what to do", async () => {
    const known = await metricNames();
    const file = alertsFile.parse(parse(read("alerts.yaml")));
    const rules = file.groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(15);
    for (const { alert, expr } of rules) {
      expect(namesIn(expr).length, alert).toBeGreaterThan(0);
      for (const name of namesIn(expr)) expect(known, `${alert}: ${name}`).toContain(name);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  test("what may shut our webhooks within the hour pages within ten minutes", () => {
    const rules = alertsFile.parse(parse(read("alerts.yaml"))).groups.flatMap(({ rules }) => rules);
    for (const name of [
      "RafiqGone",
      "RafiqNotReady",
      "RafiqRefusesWebhooks",
      "RafiqWebhookErrors",
      "RafiqAccountRefused",
      "RafiqSpoolGrows",
      "RafiqNotDurable",
      "RafiqOldMail",
      "RafiqOldOutbox",
    ]) {
      const rule = rules.find(({ alert }) => alert === name);
      expect(rule?.labels.severity, name).toBe("page");
      expect(Number.parseInt(rule?.for ?? "0m", 10), name).toBeLessThan(10);
    }
  });

  test("the dashboard names only metrics that exist, and every metric of ours is on it", async () => {
    const known = await metricNames();
    const { panels } = dashboardFile.parse(JSON.parse(read("dashboard.json")));
    const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)));
    for (const name of shown) expect(known, name).toContain(name);
    const families = new Set(shown.map((name) => name.replace(/_(?:bucket|sum|count)$/u, "")));
    const ours = [...known].filter((name) => !/_(?:bucket|sum|count)$/u.test(name));
    expect(ours.filter((name) => !families.has(name))).toEqual([]);
  });

  test("the compose file and every manifest parse, and set only variables that exist", () => {
    const variables = new Set(settingRooms.flatMap(({ variables }) => Object.keys(variables)));
    const { services } = composeFile.parse(parse(read("compose.yaml")));
    for (const name of Object.keys(services["bot"]?.environment ?? {}))
      expect(variables).toContain(name);
    parse(read("prometheus.yaml"));
    const names = readdirSync(join(infra, "kubernetes"));
    for (const name of names) {
      for (const document of parseAllDocuments(read(`kubernetes/${name}`))) {
        expect(document.errors, name).toEqual([]);
        manifest.parse(document.toJS());
      }
    }
    const { resources } = kustomization.parse(parse(read("kubernetes/kustomization.yaml")));
    for (const name of resources) expect(names).toContain(name);
    const secret = z
      .object({ stringData: z.record(z.string(), z.string()) })
      .parse(parse(read("kubernetes/secret.example.yaml")));
    for (const name of Object.keys(secret.stringData)) expect(variables).toContain(name);
  });

  test("the processes of the manifests run unprivileged, know their end, and share no disk", () => {
    const documents = parseAllDocuments(read("kubernetes/bot.yaml")).map((each): unknown =>
      each.toJS(),
    );
    const bot = workload.parse(documents[0]);
    const variables = new Set(settingRooms.flatMap(({ variables }) => Object.keys(variables)));
    const { spec } = bot.spec.template;
    const [container] = spec.containers;
    expect(spec.securityContext.runAsNonRoot).toBe(true);
    expect(container?.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(container?.readinessProbe.httpGet.path).toBe("/health/accepting");
    expect(container?.livenessProbe.httpGet.path).toBe("/health/live");
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(20);
    for (const { name } of container?.env ?? []) expect(variables).toContain(name);
    const mounted = container?.volumeMounts.find(({ mountPath }) => mountPath === "/data");
    expect(bot.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name)).toContain(
      mounted?.name,
    );
    expect(documents.map((each) => manifest.parse(each).kind)).toContain("PodDisruptionBudget");
  });
});

const alertsFile = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+m$/u)
            .optional(),
          labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
          annotations: z.strictObject({ summary: z.string().min(10), action: z.string().min(10) }),
        }),
      ),
    }),
  ),
});
const dashboardFile = z.object({
  uid: z.literal("rafiq"),
  panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
});
const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({ environment: z.record(z.string(), z.string()).optional() }),
  ),
});
const manifest = z.object({ apiVersion: z.string(), kind: z.string() });
const kustomization = z.object({ resources: z.array(z.string()) });
const probe = z.object({ httpGet: z.object({ path: z.string() }) });
const named = z.object({ name: z.string() });
const workload = z.object({
  kind: z.literal("StatefulSet"),
  spec: z.object({
    template: z.object({
      spec: z.object({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.boolean() }),
        containers: z.tuple([
          z.object({
            env: z.array(named),
            readinessProbe: probe,
            livenessProbe: probe,
            securityContext: z.object({ readOnlyRootFilesystem: z.boolean() }),
            volumeMounts: z.array(named.extend({ mountPath: z.string() })),
          }),
        ]),
      }),
    }),
    volumeClaimTemplates: z.array(z.object({ metadata: named })),
  }),
});

/** What /metrics knows by name, the parts of histograms included. */
async function metricNames(): Promise<ReadonlySet<string>> {
  const none = { live: [], ready: [], durable: [], accepting: [] };
  const metrics = openMetrics(() =>
    Promise.resolve({
      live: true,
      ready: true,
      durable: true,
      accepting: true,
      reasons: none,
      warnings: [],
      spooled: 0,
      waiting: null,
      silent: {},
      calendarDays: 400,
    }),
  );
  const types = [...(await metrics.read()).matchAll(/^# TYPE (?<name>\w+) (?<type>\w+)$/gmu)];
  return new Set(
    types.flatMap(({ groups: { name = "", type = "" } = {} }) =>
      type === "histogram" ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

function namesIn(expression: string): readonly string[] {
  return expression.match(/\b(?:rafiq|process)_\w+/gu) ?? [];
}

function read(name: string): string {
  return readFileSync(join(infra, name), "utf8");
}
