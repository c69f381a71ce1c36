import { fold, wordsOf } from "../language/fold.ts";

/**
 * Whether somebody wants an appeal for money from the public written, launched or spread (brief
 * § 2.9). Questions about the law, about preparing a campaign, grants, sales, fees and thanks are not
 * meant: they have their topics.
 *
 * Words of three kinds must meet: to do it, money given, and the public; or doing it and a word that
 * says all of that, such as an appeal for donations.
 */
export function asksForMoney(text: string): boolean {
  const folded = ` ${wordsOf(fold(text.slice(0, 1_200))).join(" ")} `;
  if (free.test(folded)) return false;
  if (!does.test(folded)) return false;
  return appeal.test(folded) || (giving.test(folded) && people.test(folded));
}

const any = (lines: readonly string[]): RegExp => new RegExp(` (?:${lines.join("|")})(?= )`, "u");

/** To write it, to launch it, to spread it: as an order or a wish, not as a question how. */
const does = any([
  // French
  "(?:r?ecri[stv]\\p{L}*|redige\\p{L}*|prepare[szr]?|fais|fait|faites|faire|cree[rz]?|invente[rz]?|propose[rz]?|donne[rz]?|genere[rz]?)(?: (?:moi|nous|lui))?",
  "(?:lance|lancer|lancez|lancons|publie|publier|publiez|publions|poste|poster|diffuse|diffuser|diffusez|partage|partager|partagez|envoie|envoyer|envoyez|spam\\p{L}*|relaie|relayer|organise|organiser|demarre|demarrer|ouvre|ouvrir|collecte|collecter|recolte|recolter|demande|demander|demandons)",
  // English
  "(?:write|draft|compose|make|create|prepare|give|generate|launch|start|run|open|publish|post|share|spread|send|broadcast|organi[sz]e|collect|raise|ask|beg)(?: (?:me|us))?",
  // Arabic and Darija
  "(?:ا?كتبو?(?:ا|ي|وا)?|كتبو?|ا?كتبو|نكتب\\p{L}*|تكتب\\p{L}*|يكتب|كتابه|حرر\\p{L}*|صغ|صغ\\p{L}*|صوغ\\p{L}*|دير|ديرو|ديرولينا|ندير\\p{L}*|تدير\\p{L}*|نسيفط\\p{L}*|نصيفط\\p{L}*|صيفط\\p{L}*|سيفط\\p{L}*|ارسل\\p{L}*|أرسل\\p{L}*|نرسل\\p{L}*|نشر\\p{L}*|ا?نشر|ننشر\\p{L}*|شارك\\p{L}*|نشارك\\p{L}*|بارطاج\\p{L}*|نبارطاج\\p{L}*|اطلق\\p{L}*|أطلق\\p{L}*|نطلق\\p{L}*|اطلاق|إطلاق|نوجد\\p{L}*|وجد\\p{L}*|اعد\\p{L}*|أعد\\p{L}*|صاوب\\p{L}*|نصاوب\\p{L}*|نجمع\\p{L}*|جمع\\p{L}*|اجمع\\p{L}*|نطلب\\p{L}*|اطلب\\p{L}*|طلبو|نبوستي\\p{L}*|بوستي\\p{L}*|عطي\\p{L}*|اعطني|نظم\\p{L}*|ننظم\\p{L}*)",
  // Darija in Latin letters
  "(?:n?kteb\\p{L}*|ktb\\p{L}*|nktb\\p{L}*|dir\\p{L}*|ndir\\p{L}*|sift\\p{L}*|sayft\\p{L}*|nsift\\p{L}*|nsayft\\p{L}*|sifet\\p{L}*|nsifet\\p{L}*|ncher\\p{L}*|nchr\\p{L}*|nnchr\\p{L}*|partag\\p{L}*|npartag\\p{L}*|lanci\\p{L}*|nlanci\\p{L}*|tle9\\p{L}*|ntel9\\p{L}*|ntl9\\p{L}*|wejjed\\p{L}*|wjd\\p{L}*|nwejjed\\p{L}*|nwjd\\p{L}*|sawb\\p{L}*|saweb\\p{L}*|nsawb\\p{L}*|nsayb\\p{L}*|njm3\\p{L}*|njem3\\p{L}*|jm3\\p{L}*|jem3\\p{L}*|ntleb\\p{L}*|ntlb\\p{L}*|tleb\\p{L}*|tlb\\p{L}*|posti\\p{L}*|nposti\\p{L}*|3ti\\p{L}*)",
]);

/** One word or two that say: people are asked to give. */
const appeal = any([
  "(?:un |des |une |mon |notre |l )?appels? (?:a|aux|de|pour)(?: (?:la|des|les|des|nos|un))? (?:dons?|generosite|donateurs?|solidarite|collecte|aide)",
  "(?:une |la |notre |cette )?(?:cagnotte|quete|collecte(?: (?:de|en|d|des|pour|publique|solidaire|dons?|fonds|argent|ligne)){1,3})",
  "(?:a |an |our |the )?(?:appeal for (?:donations?|money|funds?|help)|donation (?:appeal|campaign|drive|request|post|message|link)|fundrais\\p{L}*(?: \\p{L}+)?|crowdfunding (?:campaign|page|post|appeal)|donations?|charity (?:drive|collection))",
  "(?:نداء|بلاغ|اعلان|إعلان|ميساج|رساله|بوست|منشور|حمله|حملة|كانيوت\\p{L}*|كاغنوط|كاينيوط)(?: \\p{L}+){0,3} (?:\\p{L}{0,3}تبرع\\p{L}*|\\p{L}{0,3}تبرعات|\\p{L}{0,3}مساعدات|\\p{L}{0,3}فلوس|\\p{L}{0,3}اموال|\\p{L}{0,3}أموال|\\p{L}{0,3}احسان|\\p{L}{0,3}محسنين)",
  "(?:\\p{L}{0,2}تبرعات|\\p{L}{0,3}التبرعات|\\p{L}{0,2}كاينيوت|\\p{L}{0,3}كانيوت|\\p{L}{0,3}كاغنوت)",
  "(?:tabarro3at|tbarro3at|tabaro3at|tbr3at|attabaro3at|(?:l|d|dyal)?(?:tabarro3|tbarro3|tabaro3)|cagnotte|kagnot\\p{L}*|appel (?:a|aux|lel|l) dons?|dons|fundraising|7amla d (?:\\p{L}+))",
  "dons?",
]);

const giving = any([
  "(?:argent|fonds|sous|dons?|aide financiere|dh|dirhams?|money|funds?|cash|donate|give|contribut\\p{L}*|donner|verser|cotiser|virement)",
  "(?:\\p{L}{0,3}فلوس|\\p{L}{0,2}مال|\\p{L}{0,2}اموال|\\p{L}{0,2}أموال|\\p{L}{0,2}درهم|يتبرع\\p{L}*|تبرع\\p{L}*|يعاون\\p{L}*|يعطي\\p{L}*|يساهم\\p{L}*)",
  "(?:flous|lflous|flouss|floss|mal|lmal|derham|drahem|ytbr3\\p{L}*|ytbarr\\p{L}*|ytbar\\p{L}*|y3awn\\p{L}*|y3ti\\p{L}*|ysahm\\p{L}*)",
]);

const people = any([
  "(?:gens|public|monde|tout le monde|internautes|followers|abonnes|contacts|amis|facebook|whatsapp|reseaux|groupes?|voisins|people|everyone|everybody|strangers|friends|followers|public|contacts|social|online)",
  "(?:\\p{L}{0,3}ناس|\\p{L}{0,3}عموم|\\p{L}{0,3}جمهور|\\p{L}{0,3}محسنين|\\p{L}{0,3}فيسبوك|\\p{L}{0,3}واتساب|\\p{L}{0,3}كروب\\p{L}*|\\p{L}{0,3}جيران|\\p{L}{0,3}متابعين|كلشي|\\p{L}{0,3}انترنت|\\p{L}{0,3}صحاب\\p{L}*)",
  "(?:nass|ness|l?nas|lmo7sinin|mo7sinin|facebook|fb|whatsapp|wtsp|group\\p{L}*|kolchi|jiran|s7ab\\p{L}*|internet)",
]);

/** What is about money and yet free: the law, getting ready, grants, sales, fees, thanks, figures. */
const free = any([
  "(?:remerci\\p{L}*|merci|recu|recus|subvention\\p{L}*|bailleurs?|appels? a projets?|cotisation\\p{L}*|adherents?|adhesion|autorisation\\p{L}*|autorise|loi|legal\\p{L}*|legale|droit|interdit|permis|regles?|reglement\\p{L}*|vendre|vente|ventes|facture\\p{L}*|agre\\p{L}*|c est quoi|qu est ce|difference|risques?|comment preparer|comment marche|comment fonctionne|bilan|rapport|budget|comptes?|entreprises?|sponsor\\p{L}*|mecen\\p{L}*|fichier|liste)",
  "(?:thank\\p{L}*|receipts?|grants?|subsid\\p{L}*|fees?|dues|membership|law|laws|legal\\p{L}*|allowed|permi\\p{L}*|authori[sz]\\p{L}*|licen[sc]\\p{L}*|forbidden|rules?|sell|sales|invoice\\p{L}*|what is|how does|how do i prepare|how to prepare|prepare for|report|budget|accounts?|companies|sponsor\\p{L}*|call for projects|spreadsheet|list)",
  "(?:\\p{L}{0,3}شكر\\p{L}*|نشكر\\p{L}*|\\p{L}{0,3}وصل|\\p{L}{0,3}وصولات|\\p{L}{0,3}منح\\p{L}*|\\p{L}{0,3}دعم|طلبات المشاريع|\\p{L}{0,3}اشتراك\\p{L}*|\\p{L}{0,3}انخراط\\p{L}*|\\p{L}{0,3}ترخيص\\p{L}*|\\p{L}{0,3}رخصه|مرخص\\p{L}*|\\p{L}{0,3}قانون\\p{L}*|ممنوع|مسموح|من حقنا|الحق|يحق|حلال|نبيع\\p{L}*|بيع|\\p{L}{0,3}مبيعات|\\p{L}{0,3}فاتور\\p{L}*|ما هو|ما هي|شنو هو|شنو هي|ما الفرق|كيف نحضر|كيفاش نوجد\\p{L}*|كيف يعمل|كيفاش كيخدم|\\p{L}{0,3}تقرير|\\p{L}{0,3}حصيله|\\p{L}{0,3}ميزانيه|\\p{L}{0,3}شركات|\\p{L}{0,3}شركه|\\p{L}{0,3}لائحه)",
  "(?:nchkr\\p{L}*|nchker\\p{L}*|chkr\\p{L}*|tawsil|recu|soubvention\\p{L}*|subvention\\p{L}*|da3m|d3m|manh\\p{L}*|mina7|l?9anoun|kanoun|qanoun|9anouni|mamnou3|msmou7|mesmou7|7e9na|l7a9|autorisation\\p{L}*|rokhsa|tarkhis|trkhis|cotisation\\p{L}*|inkhirat|inkhrat|nbi3\\p{L}*|lbi3|bi3|facture\\p{L}*|chno houwa|chno hiya|chnahiya|kifach nwejdo|kifach nwejed|kifach nwjdo|kifach katkhdem|kifach kaykhdem|rapport|bilan|budget|charika\\p{L}*|lista|la liste)",
]);
