import { describe, expect, test } from "vitest";
import type { Act } from "../../../src/core/consultants/acts.ts";
import { advanceTeam, type TeamTurn } from "../../../src/core/consultants/advance-team.ts";
import { foldName, readName } from "../../../src/core/consultants/name.ts";
import { teamOwner, attemptsOwner } from "../../../src/core/consultants/owner.ts";
import { emptyTeam, readTeam, type Team } from "../../../src/core/consultants/team.ts";
import { consultants } from "../../../src/core/engine/owners/consultants.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";

const profile = { name: "Salma", languages: ["fr" as const], skills: { site: 2 as const } };
const session = { hash: "s1", device: "Firefox · Android" };

function play(acts: readonly Act[], before: Team = emptyTeam, now = 0): Team {
  let team = before;
  for (const act of acts) team = mustBe(advanceTeam(team, act, now));
  return team;
}

function mustBe(turn: TeamTurn): Team {
  if (typeof turn === "string") throw new Error(turn);
  return turn;
}

const founded = play([
  { kind: "found", hash: "h0" },
  { kind: "join", hash: "h0", id: "k1", profile, password: "p1", session },
]);
const invite: Act = {
  kind: "invite",
  id: "i1",
  hash: "h1",
  role: "consultant",
  by: "k1",
  account: null,
};
const second: Act = {
  kind: "join",
  hash: "h1",
  id: "k2",
  profile: { ...profile, name: "Anas" },
  password: "p2",
  session: { hash: "s2", device: "" },
};
const two = play([invite, second], founded);

describe("the team", () => {
  test("begins with one link, for a coordinator, while there is nobody", () => {
    expect(founded.accounts["k1"]?.role).toBe("coordinator");
    expect(founded.sessions["s1"]?.proven).toBe(true);
    expect(advanceTeam(founded, { kind: "found", hash: "h9" }, 0)).toBe("founded");
    const once = play([{ kind: "found", hash: "h0" }]);
    expect(advanceTeam(once, { kind: "found", hash: "h9" }, 0)).toBe("founded");
    // It may run out; then another start makes another.
    expect(play([{ kind: "found", hash: "h9" }], once, 8 * day).invitations[0]?.hash).toBe("h9");
  });

  test("takes an invitation once, and for seven days", () => {
    expect(advanceTeam(two, { ...second, id: "k3" }, 0)).toBe("gone");
    expect(advanceTeam(play([invite], founded), second, 7 * day)).toBe("gone");
  });

  test("has no two names that look alike", () => {
    const again = play([{ ...invite, hash: "h2", id: "i2" }], two);
    const other = { ...second, hash: "h2", id: "k3", profile: { ...profile, name: "ANAS" } };
    expect(advanceTeam(again, other, 0)).toBe("name-taken");
    expect(advanceTeam(two, { kind: "profile", account: "k2", profile }, 0)).toBe("name-taken");
  });

  test("ends all sessions of whoever is revoked, and lets nobody in after", () => {
    const without = play([{ kind: "revoke", account: "k2" }], two);
    expect(Object.keys(without.sessions)).toEqual(["s1"]);
    expect(without.accounts["k2"]).toMatchObject({ password: "", revoked: 0, name: "Anas" });
    const act = {
      kind: "sign-in",
      account: "k2",
      session,
      checked: "",
      password: null,
      replaces: null,
    } as const;
    expect(advanceTeam(without, act, 0)).toBe("gone");
  });

  test("keeps its last coordinator", () => {
    expect(advanceTeam(two, { kind: "revoke", account: "k1" }, 0)).toBe("last-coordinator");
    const demote = { kind: "role", account: "k1", role: "reader" } as const;
    expect(advanceTeam(two, demote, 0)).toBe("last-coordinator");
    const both = play([{ kind: "role", account: "k2", role: "coordinator" }, demote], two);
    expect(both.accounts["k1"]?.role).toBe("reader");
  });

  test("gives a session another id when the role changed", () => {
    const promoted = play([{ kind: "role", account: "k2", role: "newcomer" }], two);
    expect(promoted.sessions["s2"]?.stale).toBe(true);
    expect(promoted.sessions["s1"]?.stale).toBe(false);
    const renewed = play([{ kind: "renew", session: "s2", next: "s3" }], promoted);
    expect(renewed.sessions["s3"]).toMatchObject({ account: "k2", stale: false });
    expect(renewed.sessions["s2"]).toBeUndefined();
  });

  test("drops sessions after half an hour without a page, and after twelve hours in any case", () => {
    const see: Act = { kind: "see", session: "s1" };
    expect(advanceTeam(founded, see, 30 * minute)).toBe("gone");
    let team = founded;
    for (let now = 29 * minute; now < 12 * hour; now += 29 * minute) team = play([see], team, now);
    expect(team.sessions["s1"]).toBeDefined();
    expect(advanceTeam(team, see, 12 * hour)).toBe("gone");
  });

  test("ends the other sessions with a new password", () => {
    const again = {
      kind: "sign-in",
      account: "k2",
      session: { hash: "s9", device: "" },
      checked: "p2",
      password: null,
      replaces: null,
    } as const;
    const act = { kind: "password", session: "s9", next: "s10", password: "p3" } as const;
    const changed = play([again, act], two);
    expect(Object.keys(changed.sessions).toSorted()).toEqual(["s1", "s10"]);
    expect(advanceTeam(changed, { ...again, session: { hash: "s11", device: "" } }, 0)).toBe(
      "gone",
    );
  });

  test("lets a reset password in without the lost phone", () => {
    const code = {
      kind: "code",
      session: "s2",
      next: "s3",
      sealed: "x",
      step: 5,
      recovery: ["r1"],
    } satisfies Act;
    const reset = {
      kind: "invite",
      id: "i5",
      hash: "h5",
      role: "reader",
      by: "k1",
      account: "k2",
    } as const;
    const restore = {
      kind: "restore",
      hash: "h5",
      password: "p9",
      session: { hash: "s5", device: "" },
    } as const;
    const team = play([code, reset, restore], two);
    expect(team.accounts["k2"]).toMatchObject({
      password: "p9",
      code: null,
      recovery: [],
      role: "consultant",
    });
    expect(Object.keys(team.sessions).toSorted()).toEqual(["s1", "s5"]);
    expect(advanceTeam(team, restore, 0)).toBe("gone");
  });
});

describe("the second factor", () => {
  const withCode = play(
    [{ kind: "code", session: "s2", next: "s3", sealed: "x", step: 5, recovery: ["r1", "r2"] }],
    two,
  );
  const half = play(
    [
      {
        kind: "sign-in",
        account: "k2",
        session: { hash: "s4", device: "" },
        checked: "p2",
        password: null,
        replaces: null,
      },
    ],
    withCode,
  );

  test("is asked after the password, and opens each time step once", () => {
    expect(half.sessions["s4"]?.proven).toBe(false);
    const prove = (step: number) =>
      ({ kind: "prove-code", session: "s4", next: "s5", step }) as const;
    expect(advanceTeam(half, prove(5), 0)).toBe("replayed");
    expect(advanceTeam(half, prove(4), 0)).toBe("replayed");
    const proven = play([prove(6)], half);
    expect(proven.sessions["s5"]?.proven).toBe(true);
    expect(proven.sessions["s4"]).toBeUndefined();
    expect(proven.accounts["k2"]?.code?.last).toBe(6);
  });

  test("may be a recovery code, once", () => {
    const prove = { kind: "prove-recovery", session: "s4", next: "s5", code: "r1" } as const;
    const proven = play([prove], half);
    expect(proven.accounts["k2"]?.recovery).toEqual(["r2"]);
    const again = play(
      [
        {
          kind: "sign-in",
          account: "k2",
          session: { hash: "s6", device: "" },
          checked: "p2",
          password: null,
          replaces: null,
        },
      ],
      proven,
    );
    expect(advanceTeam(again, { ...prove, session: "s6" }, 0)).toBe("replayed");
  });

  test("is not stepped over by any other act", () => {
    const stale = play([{ kind: "role", account: "k2", role: "reader" }], half);
    const renewed = play([{ kind: "renew", session: "s4", next: "s5" }], stale);
    expect(renewed.sessions["s5"]?.proven).toBe(false);
    const change = { session: "s4", next: "s5" };
    expect(advanceTeam(half, { kind: "password", ...change, password: "p" }, 0)).toBe("gone");
    expect(
      advanceTeam(half, { kind: "code", ...change, sealed: "y", step: 1, recovery: [] }, 0),
    ).toBe("gone");
  });
});

describe("the owner of the team", () => {
  test("plays acts that are posted to it, and keeps what it has when one is refused", () => {
    const mail = { from: "", body: { kind: "found", hash: "h0" } };
    const first = consultants(null, mail, 0, teamOwner);
    expect(readTeam(first.state).invitations).toHaveLength(1);
    expect(consultants(first.state, mail, 0, teamOwner).state).toEqual(first.state);
    expect(consultants({ n1: 1 }, mail, 0, attemptsOwner).state).toEqual({ n1: 1 });
  });
});

describe("names", () => {
  test("are first names and pseudonyms in any script, and nothing that turns text around", () => {
    expect(readName("  Fatima  Zahra ")).toBe("Fatima Zahra");
    expect(readName("سلمى")).toBe("سلمى");
    expect(readName("ⵜⴰⴼⵓⴽⵜ")).toBe("ⵜⴰⴼⵓⴽⵜ");
    for (const bad of ["", " ", "<b>", "a\u202Eb", "a\nb\u0000", "x".repeat(41), "​a"]) {
      expect(readName(bad)).toBeNull();
    }
    expect(foldName("Ａnas  X")).toBe("anas x");
  });
});
