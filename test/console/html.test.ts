import { describe, expect, test } from "vitest";
import { html, said, textOf, type Html } from "../../src/console/html.ts";

describe("markup", () => {
  test("escapes every text, and leaves what it made itself", () => {
    const name = `<b onclick="x">'&\``;
    const inner = html`<i>${name}</i>`;
    expect(textOf(html`<p title="${name}">${inner}</p>`)).toBe(
      `<p title="&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;&#96;"><i>&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;&#96;</i></p>`,
    );
    expect(textOf(said("<x>"))).toBe("<bdi>&lt;x&gt;</bdi>");
  });

  test("shows lists one after another, and nothing for nothing", () => {
    expect(textOf(html`${["a", html`<b></b>`, 3, null, undefined, false]}`)).toBe("a<b></b>3");
  });

  test("takes nothing that only looks like markup", () => {
    const forged = JSON.parse('{"markup":"<script>"}') as Html;
    expect(() => textOf(html`${forged}`)).toThrow(TypeError);
  });

  test.each([
    ["javascript:alert(1)", "#"],
    [" javascript:alert(1)", "#"],
    ["//elsewhere.example", "#"],
    ["/\\elsewhere.example", "#"],
    ["data:text/html,x", "#"],
    ["/console/people", "/console/people"],
    ["https://rafiq.example/a?b=1&c=2", "https://rafiq.example/a?b=1&amp;c=2"],
  ])("leads to %s as %s", (address, shown) => {
    expect(textOf(html`<a href="${address}">x</a>`)).toBe(`<a href="${shown}">x</a>`);
  });

  test("refuses templates in which nothing could be escaped", () => {
    expect(() => html`<a title=${"x"}></a>`).toThrow("quotes");
    expect(() => html`<p onclick="go(${1})"></p>`).toThrow("inline");
    expect(() => html`<p style="color:${"red"}"></p>`).toThrow("inline");
    expect(
      () =>
        html`<script>
          ${"x"};
        </script>`,
    ).toThrow("inline");
  });
});
