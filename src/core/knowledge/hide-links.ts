import { hidden } from "./hidden.ts";

/** Endings of addresses that people type without `https://`. */
const endings =
  "ma|com|org|net|fr|info|io|me|ly|gl|gle|be|tv|app|co|eu|es|de|uk|us|ca|dz|tn|site|online|store|shop|blog|page|link|bio|ee|tk|xyz|africa|coop|ong|ngo|gov|edu|int|biz|name|pro";

/** Services whose name says what the question is about. What follows the name says whose page it is. */
const services = [
  "facebook.com",
  "fb.com",
  "fb.me",
  "m.me",
  "messenger.com",
  "instagram.com",
  "whatsapp.com",
  "wa.me",
  "youtube.com",
  "youtu.be",
  "tiktok.com",
  "linkedin.com",
  "twitter.com",
  "x.com",
  "t.me",
  "pinterest.com",
  "snapchat.com",
  "gmail.com",
  "google.com",
  "goo.gl",
  "canva.com",
  "wix.com",
  "wordpress.com",
  "wordpress.org",
  "blogspot.com",
  "weebly.com",
  "shopify.com",
  "jumia.ma",
  "avito.ma",
  "amazon.com",
  "etsy.com",
  "ebay.com",
  "paypal.com",
  "stripe.com",
  "gofundme.com",
  "helloasso.com",
  "cotizi.com",
  "leetchi.com",
  "ulule.com",
  "techsoup.org",
  "zoom.us",
  "dropbox.com",
  "mailchimp.com",
  "brevo.com",
  "chatgpt.com",
  "openai.com",
  "microsoft.com",
  "office.com",
  "outlook.com",
  "apple.com",
  "gov.ma",
  "cndp.ma",
  "bkam.ma",
  "ammc.ma",
  "cnss.ma",
  "cmr.gov.ma",
  "odco.gov.ma",
  "ompic.ma",
] as const;

const word = String.raw`[\p{L}\p{N}_-]+`;
/** The part before the @. The look behind keeps it linear: it is tried once a word. */
const mailbox = String.raw`(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+`;

const email = new RegExp(
  String.raw`${mailbox}(?:@|[ ]@[ ])${word}(?:\.${word})*(?:[ ]?\.[ ]?(?:${endings})(?![\p{L}\p{N}]))?`,
  "giu",
);
/** « salma arobase gmail point com » */
const spokenEmail = new RegExp(
  String.raw`${mailbox}\s*(?:[(\[]\s*at\s*[)\]]|\sarr?obase\s|\sat\s|\sأروباز\s|\sاروباز\s)\s*${word}\s*(?:[(\[]\s*dot\s*[)\]]|\spoint\s|\sdot\s|\sنقطة\s|\.)\s*(?:${endings}|كوم)(?![\p{L}\p{N}])`,
  "giu",
);
const handle = /(?<![\p{L}\p{N}])@[ ]?[\p{L}\p{N}_.]{2,}/gu;

/** What may belong to a link; the mark of a hidden part too, so that a second look finds the same. */
const link = new RegExp(
  [
    String.raw`(?:https?|ftp):/{1,2}\S+`,
    String.raw`(?<![\p{L}\p{N}._-])www\.\S+`,
    String.raw`(?<![\p{L}\p{N}._-])(?:[\p{L}\p{N}_-]+\.)+(?:${endings})(?![\p{L}\p{N}_-])(?:[/?#:][^\s]*)?`,
  ].join("|"),
  "giu",
);

/** Hides e-mails, handles, and of links all but the name of a well-known service. */
export function hideLinks(text: string): string {
  return text
    .replace(email, hidden)
    .replace(spokenEmail, hidden)
    .replace(handle, hidden)
    .replace(link, shorten);
}

function shorten(found: string): string {
  const ending = /[.,;:!?؟،)»"'”]+$/u.exec(found)?.[0] ?? "";
  const bare = found.slice(0, found.length - ending.length);
  const [, host = "", rest = ""] =
    /^(?:\w+:\/{1,2})?(?:[^/@]*@)?([^/?#:]*)(.*)$/su.exec(bare) ?? [];
  const name = host.toLowerCase();
  const service = services.find((one) => name === one || name.endsWith(`.${one}`));
  if (service === undefined) return `${hidden}${ending}`;
  return `${service}${rest.length > 1 ? `/${hidden}` : ""}${ending}`;
}
