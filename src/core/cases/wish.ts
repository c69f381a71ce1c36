import { fold } from "../language/fold.ts";
import type { Service } from "./intake.ts";

/**
 * The service that somebody wishes for in their own words, such as « bghina site »; null when they
 * wish for none, or ask how it is done: that is answered.
 */
export function serviceIn(text: string): Service | null {
  const said = ` ${fold(text.slice(0, 300))
    .replaceAll(/[^\p{L}\p{N}']+/gu, " ")
    .trim()} `;
  if (said.trim().split(" ").length > wordsMost || asks.test(said) || !wishes.test(said))
    return null;
  return subjects.find(([, subject]) => subject.test(said))?.[0] ?? null;
}

/** Whoever tells more than a wish tells it to a student. */
const wordsMost = 16;

function anyOf(...lists: readonly string[]): RegExp {
  const each = lists
    .flatMap((list) => list.split(","))
    .map((one) => fold(one).trim().replaceAll("~", "[\\p{L}\\p{N}']*").replaceAll(" ", " +"));
  return new RegExp(` (?:${each.join("|")}) `, "u");
}

/** A need, or a request that somebody does it. */
const wishes = anyOf(
  "j'aimerais,j'ai besoin,(?:nous|on|je) (?:voulons|veut|veux|voudrions|voudrais|voudrait|aimerions|aimerait|aimerais|cherchons|cherche),besoin d'?,besoin de,besoin,il nous faut,il nous faudrait,aidez nous a,aidez-nous,faites nous,faites-nous,pouvez vous nous (?:faire|creer),creez nous,nous aider a,qui peut nous ~",
  "نريد,نود,نرغب,نحتاج,نحتاج الي,بحاجه الي,اريد,ساعدونا,نبحث عن",
  "بغينا,بغيت,خاصنا,خصنا,محتاجين,عاونونا,صاوبو لينا,ديرو لينا,كنقلبو علي",
  "bghina,bghit,khassna,khasna,khessna,me7tajin,m7tajin,3awnouna,3awnona,sawbo lina,sawbou lina,dirou lina,diro lina",
  "(?:we|i) (?:want|need),(?:we|i) would like,(?:we'd|i'd) like,help us,(?:we are|we're) looking for,make us,build us,can you (?:make|build) us",
);

/** A question about how, how much, where, or whether. */
const asks = anyOf(
  "comment,combien,pourquoi,quel,quelle,quels,quelles,est ce que,c'est quoi,savoir,ou trouver,faut il,apprendre",
  "كيف,كم,لماذا,ما هو,ما هي,هل,نعرف,نتعلم",
  "كيفاش,شحال,علاش,شنو,واش,نعرفو,نتعلمو,فين",
  "kifach,kif,ch7al,3lach,chno,wach,n3erfo,n3erfou,nt3elmo,nt3ellmou,fin",
  "how,why,what,which,whether,know,learn,where",
);

/** The first that fits: what is told more closely comes first. */
const subjects: readonly (readonly [Service, RegExp])[] = [
  [
    "training",
    anyOf(
      "formation,formations,atelier,former ~,تكوين,دوره تكوينيه,دورات,تكوين~,فورماسيون,formation~,takwin,lformation,training,workshop",
    ),
  ],
  [
    "seo",
    anyOf(
      "referencement,apparaitre sur google,trouves? sur google,sur google maps,fiche google,الظهور علي غوغل,الظهور في غوغل,علي خرائط غوغل,نبانو فگوگل,نبانو فغوغل,فگوگل ماپس,nbanou f google,nbano f google,f google,google maps,found on google,seo",
    ),
  ],
  [
    "crowd",
    anyOf("crowdfunding,financement participatif,التمويل التعاوني,كراودفاندينگ,lcrowdfunding"),
  ],
  [
    "site",
    anyOf(
      "site,site web,site internet,un siteweb,موقع,موقعا,موقع الكتروني,موقع ويب,سيت,السيت,سيت ويب,site~,lsite,website,web site,a site",
    ),
  ],
  [
    "social",
    anyOf(
      "page facebook,pages facebook,page instagram,nos pages,nos reseaux,reseaux sociaux,صفحه فيسبوك,صفحه علي فيسبوك,صفحات التواصل,صفحاتنا,لاباج,صفحه فالفيسبوك,page f facebook,page d facebook,lpage~,les pages dyalna,facebook page,instagram page,social media,social pages",
    ),
  ],
  [
    "budget",
    anyOf(
      "budget,comptabilite,notre tresorerie,tableau de recettes,الميزانيه,ميزانيه,محاسبه,المحاسبه,الحسابات ديالنا,lmizaniya,mizaniya,comptabilite~,bookkeeping,accounting,our accounts",
    ),
  ],
  [
    "consult",
    anyOf(
      "accompagnement,un consultant,une consultante,monter (?:un|notre) dossier,un dossier,مرافقه,مستشار,مستشارا,ملف,مرافقه ديال,dossier,mourafa9a,a consultant,coaching,an application",
    ),
  ],
];
