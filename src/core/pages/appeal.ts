import { fold } from "../language/fold.ts";

/**
 * Whether words on a page that everybody sees ask for money or help outright: « faites un don »,
 * « عاونونا », "support us", a bank account. Beside what the knowledge base learned of appeals
 * (brief § 2.9), and stricter: a page to show never asks.
 */
export function asksOutright(text: string): boolean {
  return outright.test(` ${fold(text.slice(0, 600)).replaceAll(/[^\p{L}\p{N}']+/gu, " ")} `);
}

const outright = new RegExp(
  ` (?:${[
    "donnez(?: nous| genereusement| ce que)?|faites (?:un|vos|des|votre) dons?|versez|envoyez nous|virements? sur",
    "soutenez(?: nous| notre| nos)?|aidez nous|contribuez|cotisez|participez a (?:la|notre) collecte|votre (?:don|generosite)|vos dons sont|nous avons besoin (?:de vos|de dons|d'argent|de fonds|de votre|de soutien)|besoin (?:de vos dons|d'argent)|rib|iban|cagnotte",
    "تبرعو|تبرعوا|تبرعكم|ادعمونا|ادعموا|ساهموا|اعطونا|ساعدونا|نحتاج (?:الي )?(?:تبرعات|المال|مال|دعمكم|تبرعكم|مساعدتكم)|حسابنا البنكي",
    "عطيونا|عاونونا|صيفطو لينا|ساهمو|(?:بغينا|خاصنا|خصنا|محتاجين) (?:ال)?(?:فلوس|تبرعات)|تعاونو معانا",
    "3tiwna|3tiouna|3awnouna|3awnona|tbr3o|tbr3ou|tberr3o|tberr3ou|tbarr3ou|siftou? lina|(?:bghina|khassna|khasna|me7tajin) (?:l)?flous|sahmo|sahmou",
    "donate|give us|give generously|support us|help us|send (?:us )?money|we need (?:money|donations|funds|your help|your support)|chip in|bank account|your (?:donation|gift)s? (?:is|are|helps?|will)",
  ].join("|")}) `,
  "u",
);
