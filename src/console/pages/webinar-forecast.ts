import { templateWarnings } from "../../channels/templates.ts";
import { languages } from "../../core/language/languages.ts";
import { chargesSource, freeAMonth } from "../../core/webinar/charges.ts";
import type { Forecast, MonthlyCharge } from "../../core/webinar/forecast.ts";
import type { KeptWebinar } from "../../core/webinar/seats.ts";
import { readForecast, readMonth } from "../coordination/programme.ts";
import { html, type Html } from "../html.ts";
import type { MemberVisit } from "../visit.ts";
import { fill, sayMoment, speak } from "../words.ts";

const own = {
  forecast: ["Messages prévus", "الرسائل المبرمجة", "Planned messages"],
  about: [
    "Au plus, avant tout envoi : comme si personne ne répondait avant la veille et que tous étaient sur WhatsApp.",
    "على الأكثر، قبل أي إرسال: كأن لا أحد يجيب قبل اليوم السابق وكأن الجميع على واتساب.",
    "At most, before anything is sent: as if nobody answered before the day before, all on WhatsApp.",
  ],
  row: [
    "{moment} : {date}, {people} personnes",
    "{moment}: {date}، {people} أشخاص",
    "{moment}: {date}, {people} people",
  ],
  asTemplates: ["{count} modèles", "{count} قوالب", "{count} templates"],
  asFree: ["{count} textes libres", "{count} نصوص حرة", "{count} free texts"],
  news: [
    "attend si le budget est atteint",
    "ينتظر إذا بلغت الميزانية",
    "waits when the budget is spent",
  ],
  late: [
    "Trop de monde : les derniers seraient prévenus trop tard.",
    "العدد كبير: سيصل الإشعار متأخراً إلى الأخيرين.",
    "Too many people: the last ones would be told too late.",
  ],
  hours: [
    "Trop de monde : les derniers seraient prévenus hors des heures permises.",
    "العدد كبير: سيصل الإشعار إلى الأخيرين خارج الساعات المسموحة.",
    "Too many people: the last ones would be told outside the permitted hours.",
  ],
  behind: [
    "Trop de monde : les derniers seront prévenus après l'heure voulue.",
    "العدد كبير: سيصل الإشعار إلى الأخيرين بعد الساعة المطلوبة.",
    "Too many people: the last ones are told later than wanted.",
  ],
  month: [
    "{month} : au plus {charged} messages payants ({templates} modèles, {beyond} textes au-delà des {free} gratuits)",
    "{month}: على الأكثر {charged} رسائل مؤدى عنها ({templates} قوالب، {beyond} نصوص فوق {free} المجانية)",
    "{month}: at most {charged} charged messages ({templates} templates, {beyond} texts beyond the {free} free ones)",
  ],
  unknown: [
    "ce qui est déjà parti ce mois n'est pas connu",
    "ما أرسل من قبل في هذا الشهر غير معروف",
    "what was sent before in this month is not known",
  ],
  known: [
    "déjà partis ce mois : {free} textes, {templates} modèles",
    "أرسل من قبل في هذا الشهر: {free} نصوص، {templates} قوالب",
    "sent before in this month: {free} texts, {templates} templates",
  ],
  price: [
    "Prix pour le Maroc : inconnu, à lire sur la facture. Source des règles : {source}",
    "الثمن بالنسبة للمغرب: غير معروف، يقرأ في الفاتورة. مصدر القواعد: {source}",
    "Price for Morocco: not known, read it on the bill. Source of the rules: {source}",
  ],
  spent: [
    "Budget du mois atteint ({charged} sur {budget}) : seuls les rappels promis partent encore.",
    "بلغت ميزانية الشهر ({charged} من {budget}): لا ترسل إلا التذكيرات الموعودة.",
    "This month's budget is spent ({charged} of {budget}): only promised reminders still go out.",
  ],
  left: [
    "Ce mois : {charged} messages payants sur {budget}.",
    "هذا الشهر: {charged} رسائل مؤدى عنها من {budget}.",
    "This month: {charged} charged messages of {budget}.",
  ],
} as const;

/** What this month has cost of its budget, and which templates cannot be sent; null when all is well. */
export async function monthNotice(visit: MemberVisit): Promise<Html | null> {
  const words = speak(own, visit.language);
  const { budget, charged } = await readMonth(visit);
  const said = { budget: budget ?? 0, charged: charged ?? 0 };
  const isSpent = budget !== null && said.charged >= budget;
  const templates = templateWarnings(visit.tools.world.channels.values());
  if (budget === null && templates.length === 0) return null;
  const isBad = isSpent || templates.length > 0;
  return html`<div class="notice" data-kind="${isBad ? "warning" : "good"}">
    ${budget === null ? null : html`<p>${fill(isSpent ? words.spent : words.left, said)}</p>`}
    ${
      templates.length === 0
        ? null
        : html`<ul>
            ${templates.map((one) => html`<li dir="ltr">${one}</li>`)}
          </ul>`
    }
  </div>`;
}

/** The calendar of everything that will be sent about a webinar; null when nothing is to come. */
export async function forecastPanel(visit: MemberVisit, kept: KeptWebinar): Promise<Html | null> {
  if (kept.webinar.state !== "published") return null;
  const { messages, months } = await readForecast(visit, kept);
  if (messages.length === 0) return null;
  const words = speak(own, visit.language);
  return html`<section class="panel">
    <h2>${words.forecast}</h2>
    <p class="hint">${words.about}</p>
    <ul class="rows">
      ${messages.map((one) => row(visit, one))}
    </ul>
    ${months.map((one) => month(visit, one))}
    <p class="hint">${fill(words.price, { source: chargesSource })}</p>
  </section>`;
}

function row({ language }: MemberVisit, one: Forecast): Html {
  const words = speak(own, language);
  const { moment, at, people, templates, free, byLanguage, promised, trouble } = one;
  const spoken = languages
    .filter((each) => byLanguage[each] > 0)
    .map((each) => `${each} ${byLanguage[each]}`);
  const forms = [
    ...(templates > 0 ? [fill(words.asTemplates, { count: templates })] : []),
    ...(free > 0 ? [fill(words.asFree, { count: free })] : []),
    ...(promised ? [] : [words.news]),
  ];
  return html`<li>
    ${fill(words.row, { moment, date: sayMoment(at, language), people })}
    <span class="about"><bdi dir="ltr">${spoken.join(", ")}</bdi> · ${forms.join(" · ")}</span>
    ${trouble === null ? null : html`<strong>${words[trouble]}</strong>`}
  </li>`;
}

function month({ language }: MemberVisit, one: MonthlyCharge): Html {
  const words = speak(own, language);
  const { templates, beyond, charged, spent } = one;
  const said = { month: one.month, templates, beyond, charged, free: freeAMonth };
  return html`<p>
    ${fill(words.month, said)} :
    ${spent === null ? words.unknown : fill(words.known, { free: spent.free, templates: spent.templates })}
  </p>`;
}
