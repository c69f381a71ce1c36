import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const condition = `'found == "one" && page < 3.0'`;

export const expressionPlants: Readonly<Record<string, readonly Planted[]>> = {
  "cel-syntax": [
    plant(welcome, condition, `'found == "one" && ▸'`, "missing quote, bracket or value"),
    plant(welcome, condition, `'found ▸= "one"'`, "compare with =="),
    plant(welcome, condition, `"found == \\"one\\" ▸and page < 3.0"`, "write && for and"),
  ],
  "unknown-variable": [
    plant(welcome, condition, `'found == "one" && ▸pages < 3.0'`, 'did you mean "page"?'),
    plant(welcome, "typed: name", "typed: ▸nam", 'did you mean "name"?'),
    plant(welcome, "{ page: page + 1.0 }", "{ page: ▸pag + 1.0 }", 'did you mean "page"?'),
  ],
  "unknown-fact": [
    plant(welcome, condition, `'org.▸P7 == "x"'`, 'did you mean "P1"?'),
    plant(welcome, condition, `'contact.▸langage == ""'`, 'did you mean "language"?'),
  ],
  "cel-type": [
    plant(welcome, condition, "'▸page == 3'", "write 1.0 instead of 1"),
    plant(welcome, condition, "'valid && ▸found == valid'", "of one type"),
  ],
  "condition-not-bool": [
    plant(welcome, condition, "▸found", 'compare it: … == "…"'),
    plant(welcome, "{ id: coop, to: tell }", "{ id: coop, to: tell, when: ▸page }", "> 0.0"),
  ],
};
