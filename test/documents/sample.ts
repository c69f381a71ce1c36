import { createHmac } from "node:crypto";
import type { Document } from "../../src/core/documents/document.ts";
import { Play } from "../../src/core/engine/play.ts";
import { blankState } from "../../src/core/engine/state.ts";
import { theWholeBook } from "../world.ts";

type Certificate = Extract<Document, { form: "certificate" }>;

export const certificate: Certificate = {
  form: "certificate",
  language: "fr",
  heading: "Attestation de présence",
  before: "L’EHTP Consulting Club atteste que",
  name: "Fatima-Zahra El Idrissi",
  after: "a participé au webinaire",
  title: "Protéger ses comptes : WhatsApp, Facebook et courriel",
  facts: [
    { label: "Date", value: "jeudi 14 janvier 2027" },
    { label: "Durée", value: "60 minutes" },
  ],
  note: "Cette attestation confirme une présence. Ce n’est pas un diplôme.",
  code: { label: "Code", value: "7F3A-91C0-2B" },
  check: { label: "Vérifier :", url: "https://rafiq.example/verify/7F3A-91C0-2B" },
  issuer: { name: "EHTP Consulting Club (ECC)", place: "Casablanca, Maroc" },
};

const answers = {
  P1: "coop",
  P2: "16-50",
  P3: "4-10",
  P4: "rural",
  P5: "phones",
  P6: "tresorerie",
  P7: "moyens",
  COL1v: 2,
  COL4: 1,
  COL2v: 1,
  COL3v: 1,
  COM1: 2,
  COM3: 2,
  COM2: 1,
  COM4: 1,
  WEB1: 0,
  WEB4: 1,
  WEB3: 1,
  FIN1: 1,
  FIN3: 2,
  FIN2: 1,
  FIN4: 1,
  TRA1: 1,
  TRA3: 1,
  TRA2: 2,
  GOV1: 3,
  GOV2: 4,
  GOV3: 3,
  CMP1: 1,
  CMP2: 0,
  CMP3: 1,
  SEC1: 0,
  SEC2: 0,
  SEC3: "dont-know",
};

/** Eight of them, for the short way. */
const express = { COL1v: 2, COM1: 2, WEB1: 0, FIN1: 1, TRA1: 1, GOV1: 3, CMP1: 1, SEC1: 0 };

/** A turn of somebody whose cooperative has a result. */
export async function playWithResult(variant: "tout" | "court"): Promise<Play> {
  const { P1, P2, P3, P4, P5, P6, P7 } = answers;
  const values = variant === "tout" ? answers : { P1, P2, P3, P4, P5, P6, P7, ...express };
  const at = Date.UTC(2026, 10, 25, 10);
  const result = { at, rubric: "1.0.0", variant, values, settled: {} };
  const sign = (text: string): string => createHmac("sha256", "x").update(text).digest("hex");
  const book = { ...(await theWholeBook()), sign, publicUrl: "https://rafiq.example" };
  const state = {
    ...blankState,
    id: "c00-contact",
    organization: {
      id: "o00-x",
      values: { P1: [P1, at, ""] as const },
      members: 1,
      results: [result],
    },
  };
  const content = { kind: "text" as const, text: "image" };
  return new Play(book, state, { kind: "heard", content, quoted: null, seed: "00" }, at);
}
