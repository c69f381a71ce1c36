import { Fault } from "../../core/fault.ts";
import type { EmbeddedStore } from "../store.ts";
import { clockworkOf } from "./clockwork.ts";
import { compactionOf } from "./compaction.ts";
import { copyInto } from "./backup.ts";
import { asFault, type Database, openDatabase } from "./database.ts";
import { deliveriesOf } from "./deliveries.ts";
import { groupCommits } from "./group.ts";
import { journalsOf } from "./journals.ts";
import { mailboxOf } from "./mailbox.ts";
import { marksOf } from "./marks.ts";
import { measuresOf } from "./measures.ts";
import { ownersOf } from "./owners.ts";
import { peopleOf } from "./people.ts";
import { settlementsOf } from "./settlements.ts";
import { turnsOf } from "./turns.ts";
import { valuesOf } from "./values.ts";

/**
 * The embedded store: one SQLite file, one process, nothing to install. ":memory:" keeps nothing.
 *
 * Calls of one turn of the event loop share a transaction, so that many at once wait for the disk
 * once. A call answers when its transaction is on the disk.
 *
 * Throws `store/occupied` while another process has the file open; it is free again as soon as
 * that process ended, in whatever way.
 */
export async function openSqliteStore(options: { readonly file: string }): Promise<EmbeddedStore> {
  const db = openDatabase(options.file);
  const parts = partsOf(db, options.file);
  const compaction = compactionOf(db);
  const group = groupCommits(db);
  let closed = false;

  /** Reads between two transactions: what is seen is on the disk. */
  async function look<Answer>(work: () => Answer): Promise<Answer> {
    if (closed) throw new Fault("store/unavailable", "the store is closed");
    try {
      return work();
    } catch (cause) {
      throw asFault(cause);
    }
  }

  const { mailbox, turns, deliveries, clockwork, people, journals, values, measures } = parts;
  return {
    accept: (arrivals, now) => group.join(() => mailbox.accept(arrivals, now)),
    claim: (wish) => group.join(() => mailbox.claim(wish)),
    commit: (commit) => group.join(() => turns.commit(commit)),
    claimDeliveries: (wish) => group.join(() => deliveries.claimDeliveries(wish)),
    recordOutcome: (delivery, outcome, now) =>
      group.join(() => deliveries.recordOutcome(delivery, outcome, now)),
    receipt: (receipt) => group.join(() => deliveries.receipt(receipt)),
    deliveryOf: (address, providerId) => look(() => people.deliveryOf(address, providerId)),
    dueTimers: (now, limit) => group.join(() => clockwork.dueTimers(now, limit)),
    carryPosts: (now, limit) => group.join(() => clockwork.carryPosts(now, limit)),
    nextDue: () => look(() => measures.nextDue()),
    append: (journal, entries, now) => group.join(() => journals.append(journal, entries, now)),
    read: (journal, after, limit) => look(() => journals.read(journal, after, limit)),
    contactOf: (address) => look(() => people.contactOf(address)),
    stateOf: (owner) => look(() => turns.stateOf(owner)),
    link: (address, owner) => group.join(() => people.link(address, owner)),
    unlink: (address, owner) => group.join(() => people.unlink(address, owner)),
    export: (owner) => look(() => people.export(owner)),
    erase: (owner) =>
      group.join(
        () => {
          people.erase(owner);
          compaction.request();
        },
        () => compaction.plan(),
      ),
    note: (name) => look(() => values.note(name)),
    setNote: (name, value) => group.join(() => values.setNote(name, value)),
    secret: (name) => group.join(() => values.secret(name)),
    deadLetters: (limit) => look(() => turns.deadLetters(limit)),
    revive: (owner, id, now) => group.join(() => turns.revive(owner, id, now)),
    depths: (now) => look(() => measures.depths(now)),
    time: async () => null,
    durability: () => look(() => measures.durability()),
    async backup(file, now) {
      if (closed) throw new Fault("store/unavailable", "the store is closed");
      await copyInto(db, file, now);
    },
    async close() {
      if (closed) return;
      closed = true;
      group.close();
      compaction.finish();
      db.close();
    },
  };
}

function partsOf(db: Database, file: string) {
  const values = valuesOf(db);
  const owners = ownersOf(db);
  const marks = marksOf(db, values.secret("store/marks"));
  const mailbox = mailboxOf(db, owners, marks);
  const settlements = settlementsOf(db);
  const deliveries = deliveriesOf(db, owners, settlements);
  const journals = journalsOf(db);
  return {
    values,
    mailbox,
    deliveries,
    journals,
    turns: turnsOf(db, owners, mailbox, deliveries, journals),
    clockwork: clockworkOf(db, owners, mailbox),
    people: peopleOf(db, owners, journals, settlements),
    measures: measuresOf(db, deliveries, file),
  };
}
