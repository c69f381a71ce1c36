import { fold } from "../language/fold.ts";
import type { Reason } from "./mail.ts";

/** What cannot wait (brief § 6.1): `anger` is passed on as distress, in other words. */
export type Alarm = Extract<Reason, "hacked" | "money-lost" | "distress"> | "anger";

/**
 * What a message says happened, in any of the five languages; null when nothing did.
 *
 * It looks for what was suffered, not for the subject: « comment éviter le piratage ? » is a question
 * for the knowledge base. Rather too few than too many: everybody else is one word from a student.
 */
export function alarmIn(text: string): Alarm | null {
  // Most answers are a digit or a word.
  if (text.length < shortest) return null;
  const folded = fold(text.slice(0, 600)).replaceAll(/[^\p{L}\p{N}']+/gu, " ");
  const said = ` ${folded.trim()} `;
  if (distress.test(said)) return "distress";
  if (!supposed.test(said)) {
    if (moneyLost.test(said) || (stolen.test(said) && money.test(said))) return "money-lost";
    if (hacked.test(said) || (stolen.test(said) && account.test(said))) return "hacked";
  }
  return anger.test(said) ? "anger" : null;
}

/** Characters of the shortest of the phrases below. */
const shortest = 6;

/** Any of these, each between blanks; `~` stands for the rest of a word. Written unfolded. */
function anyOf(...lists: readonly string[]): RegExp {
  const each = lists
    .flatMap((list) => list.split(","))
    .map((one) => fold(one).trim().replaceAll("~", "[\\p{L}\\p{N}']*").replaceAll(" ", " +"));
  return new RegExp(` (?:${each.join("|")}) `, "u");
}

/** They ask how not to let it happen, or about the thing as such. */
const supposed = anyOf(
  "eviter,evitez,proteger,protegez,prevenir,risque,risques,empecher,au cas ou,contre le piratage",
  "contre les arnaques,reconnaitre,c'est quoi,formation",
  "تجنب,نتجنب,حمايه,نحمي,الوقايه,منع,كيف نحمي,خطر,مخاطر",
  "نحميو,نتفاداو,باش ما,باش مانتهكروش,يلا تهكر~,الا تهكر~",
  "n7miw,nt7amaw,bach ma,ntfadaw,ila thakr~,ila thaker,n3erfo,nta2ekkdo",
  "avoid,protect,prevent,risk,risks,in case,against,how to spot,recognize,recognise",
);

const hacked = anyOf(
  "(?:a|ont|est|sont|etait|suis|s'est|nous a|m'a|on a|on nous a|ete|fait|fut|vient d'etre) pirate(?:e|s|es|r)?",
  "(?:a|ont|est|sont|nous a|m'a|ete|fait|on nous a) hacke(?:e|s|es|r)?,s'est fait (?:pirater|hacker)",
  "compte pirate,page piratee,piratage de notre ~,quelqu'un (?:est entre|utilise|controle) ~ (?:notre|mon) (?:compte|page)",
  "تعرض(?:ت)? ~ (?:للاختراق|للقرصنه),تعرض(?:ت)? ~ ~ ~ (?:للاختراق|للقرصنه),تعرض(?:ت)? ~ ~ (?:للاختراق|للقرصنه)",
  "تم اختراق ~,تم قرصنه ~,اخترق~ (?:حساب~|صفحت~),(?:حسابنا|صفحتنا|حسابي|صفحتي) مخترق(?:ه)?,قرصنوا ~",
  "تهكر~,هكرو~,هاكاو~,تبيراط~,بيراطاو~,الكونط مهكر,تقرصن~",
  "(?:t|tt)hak+r~,hak+rou?~,hackaw~,thacka~,thaker~,pirataw~,tpirata~,tpirat~,tkhetref~",
  "(?:was|were|is|has been|have been|got|been|are) hacked,hacked (?:our|my|into) ~,somebody hacked ~,someone hacked ~",
);

/** Taken from us. */
const stolen = anyOf(
  "vole~,vol de,ont pris,a pris,nous a pris,m'a pris,disparu,n'est plus a nous",
  "سرق~,سرقوا,تمت سرقه,استولي,استولوا,سرقه",
  "سرقو~,شفرو~,خداو لينا,داو لينا,تسرق~",
  "ser9o~,sr9o~,tsre9~,cheffrou~,chefro~,dawha lina,khdaw lina,khdaw liya",
  "stole,stolen,took over,taken over,robbed",
);
const account = anyOf(
  "compte,comptes,page,whatsapp,facebook,instagram,gmail,messagerie",
  "حسابنا,حسابي,الحساب,صفحتنا,صفحتي,الصفحه,واتساب,فيسبوك",
  "الكونط,كونط~,لاباج,صفحه",
  "lcompte,compte,lpage,page,lcont,kont~,lkont~",
  "account,accounts,page",
);
const money = anyOf(
  "argent,caisse,dirhams,dh,virement,carte bancaire,fonds",
  "المال,اموال~,مالنا,الصندوق,درهم,دراهم",
  "الفلوس,فلوس~,لفلوس",
  "flous~,lflous~,drahm~",
  "money,dirhams,funds,cash",
);

const moneyLost = anyOf(
  "(?:s'est|me suis|nous sommes|sommes|suis|avons ete|ete|fait|fais|on s'est) (?:fait )?(?:arnaque|escroque)(?:r|e|s|es)?",
  "victimes? d'une? (?:arnaque|escroquerie),nous a arnaque~,m'a arnaque~,on nous a escroque~",
  "(?:perdu|envoye) ~ (?:argent|virement) ~ ~ (?:escroc|arnaqueur),l'argent a disparu,argent vole",
  "تعرضنا (?:للنصب|للاحتيال|لعمليه نصب|لعمليه احتيال),تعرضت (?:للنصب|للاحتيال|لعمليه نصب),وقعنا ضحيه (?:نصب|احتيال),نصبوا علينا,احتالوا علينا,احتال علينا ~",
  "نصبو علي~,تنصب علي~,نصب علي~,ضربو لينا الفلوس,مشاو لينا الفلوس,كلا لينا الفلوس,كلاو لينا الفلوس",
  "nas?bo(?:u)? 3li~,nesbou? 3li~,tnsseb 3li~,tnasab 3li~,nsseb 3li~,nesb 3li~,mchaw lina lflous,kla lina lflous,klaw lina lflous,darbo lina lflous",
  "(?:was|were|got|been|have been|was being) scammed,scammed us,scammed me,lost (?:our|the|my) money,defrauded ~,(?:was|were) defrauded",
);

const distress = anyOf(
  "(?:veux|voudrais|envie de|vais) (?:mourir|me tuer|me suicider|en finir),me suicider,suicidaire,plus envie de vivre",
  "(?:il|on|mon mari|quelqu'un) (?:me|nous) (?:frappe|bat|menace),(?:me|nous) menacent,menace de mort,menaces de mort,suis en danger,sommes en danger,en danger de mort",
  "اريد ان اموت,اريد الموت,سانتحر,افكر في الانتحار,انهي حياتي,يهددنا,يهددني,يهددوننا,يضربني,انا في خطر,نحن في خطر,تهديد بالقتل",
  "بغيت نموت,غادي نقتل راسي,نقتل راسي,عييت من الحياه,كيهددني,كيهددونا,كيهددنا,كيضربني,كيضربوني,راني فخطر,حنا فخطر",
  "bghit nmout,bghit nmot,n9tel rassi,n9tel rasi,3yit men l7ayat,kayhedded~,kihedded~,kaydrebni,kaydarbni,f khatar,fkhatar",
  "(?:want to|going to) (?:die|kill myself),kill myself,suicidal,(?:is|are) threatening (?:me|us),threatens (?:me|us),(?:beats|hits) me,(?:i am|we are|i'm|we're) in danger,death threats?",
);

const anger = anyOf(
  "j'en ai marre,on en a marre,ras le bol,ras-le-bol,je suis (?:tres )?en colere,vous vous moquez (?:de moi|de nous)?,c'est n'importe quoi,c'est inadmissible,c'est scandaleux,c'est une honte,vous vous foutez de ~",
  "سئمت من ~,سئمنا ~,انا غاضب~,نحن غاضبون,هذا غير مقبول,هذا عيب عليكم,تسخرون منا,تستهزئون بنا,طفح الكيل",
  "عييت منكم,عيينا منكم,كتضحكو علينا,كتضحكو عليا,طلعتو ليا فراسي,هادشي بزاف,حشومه عليكم,راني معصب~,طلع ليا الدم",
  "3yit menkom,3yina menkom,3yit mnkom,katde7kou 3lina,kat d7ko 3lina,katde7ko 3liya,tel3tou liya f rassi,7chouma 3likom,hchouma 3likom,rani m3esseb~,tle3 liya dem",
  "(?:i am|i'm|we are|we're) (?:so |very )?(?:angry|furious|fed up),fed up with ~,sick of (?:this|you),this is (?:a joke|unacceptable|ridiculous|outrageous),are you kidding me,you are mocking us",
);
