import { fold } from "../language/fold.ts";
import type { PageKind } from "./pages.ts";

/** What somebody wishes for among the pages: one of them, or to see those there are. */
export interface PageWish {
  readonly page: PageKind | "list";
  /** They said that they want it or make it; else they only named it. */
  readonly isClear: boolean;
}

/**
 * The page that somebody wants to make or to see, in their own words: « bghit ndir budget », « faire un
 * bilan », "annual report", « mes pages ». Null when they want none, ask how it is done (that is
 * answered), or want a student's help with it.
 */
export function pageWished(text: string): PageWish | null {
  const said = ` ${fold(text.slice(0, 200))
    .replaceAll(/[^\p{L}\p{N}']+/gu, " ")
    .trim()} `;
  const words = said.trim().split(" ").length;
  if (words > wordsMost || asks.test(said) || helped.test(said)) return null;
  if (mine.test(said) && words <= 4) return { page: "list", isClear: true };
  const page = subjects.find(([, subject]) => subject.test(said))?.[0];
  if (page === undefined) return null;
  const isClear = wishes.test(said);
  // A name alone is enough when nothing else stands there.
  return isClear || words <= namedMost ? { page, isClear } : null;
}

const wordsMost = 12;
const namedMost = 3;

function anyOf(...lists: readonly string[]): RegExp {
  const each = lists
    .flatMap((list) => list.split(","))
    .map((one) => fold(one).trim().replaceAll("~", "[\\p{L}\\p{N}']*").replaceAll(" ", " +"));
  return new RegExp(` (?:${each.join("|")}) `, "u");
}

/** To want it, to make it, to go on with it. */
const wishes = anyOf(
  "faire,faisons,fais,preparer,ecrire,rediger,etablir,creer,monter,refaire,corriger,modifier,changer,voir,continuer,reprendre,finir,je veux,on veut,nous voulons,je voudrais,nous voudrions,j'aimerais,besoin d'un,besoin d'une",
  "نريد,اريد,نود,انجاز,اعداد,نعد,وضع,كتابه,نكتب,تحضير,نحضر,تعديل,تصحيح,انشاء,عمل",
  "بغينا,بغيت,نديرو,ندير,نصاوبو,نصاوب,نوجدو,نوجد,نكتبو,نكتب,نبدلو,نصححو,نكملو,نشوفو,خاصنا,خصنا",
  "bghina,bghit,ndiro,ndirou,ndir,nsawbo,nsawbou,nsaweb,nwejdo,nwejdou,nwejed,nktbo,nktbou,nkteb,nbedlo,nbeddlou,nsa77e7ou,nkemlo,nkemlou,nchofo,nchoufou,khassna,khasna",
  "make,do,prepare,write,create,start,draft,edit,change,see,continue,we want,i want,we need,i need,we would like,i would like",
);

/** A question about how, how much, where, or whether. */
const asks = anyOf(
  "comment,combien,pourquoi,quel,quelle,quels,quelles,est ce que,c'est quoi,savoir,ou trouver,faut il,apprendre,difference,quand,qui",
  "كيف,كم,لماذا,ما هو,ما هي,هل,نعرف,نتعلم,متي,الفرق",
  "كيفاش,شحال,علاش,شنو,واش,نعرفو,نتعلمو,فين,فوقاش",
  "kifach,kif,ch7al,3lach,chno,wach,n3erfo,n3erfou,nt3elmo,nt3ellmou,fin,fo9ach",
  "how,why,what,which,whether,know,learn,where,when,who",
);

/** With a person. */
const helped = anyOf(
  "aide,aider,aidez,aidez-nous,etudiant~,consultant~,accompagn~,formation,webinaire,quelqu'un",
  "مساعده,ساعدونا,طالب~,مستشار~,تكوين,معاونه,عاونونا,عاوني",
  "3awnouna,3awnona,3awni,m3awna,talib~,takwin,formation~",
  "help,student~,consultant~,training,webinar,someone,somebody",
);

/** « Mes pages » */
const mine = anyOf(
  "mes pages,nos pages a montrer,mes pages a montrer,la page a montrer,page a montrer",
  "صفحاتي,صفحه للعرض,صفحات للعرض",
  "الصفحات ديالي,الصفحات اللي عندي,صفحه نوريوها",
  "les pages dyali,pages dyali,saf7at dyali,saf7a nwerriwha",
  "my pages,page to show",
);

/** The first that fits: a report speaks of its year, and of money, too. */
const subjects: readonly (readonly [PageKind, RegExp])[] = [
  [
    "report",
    anyOf(
      "bilan,le bilan,un bilan,notre bilan,bilan annuel,rapport annuel,rapport d'activite,rapport moral,rapport financier,compte rendu annuel",
      "حصيله,الحصيله,حصيلتنا,التقرير السنوي,تقرير سنوي,تقرير الانشطه,التقرير الادبي,التقرير المالي",
      "الحصيله ديالنا,تقرير ديال العام,rapport dyal l3am,rapport annuel,7asila,l7asila,l bilan,lbilan",
      "annual report,yearly report,activity report,one page report",
    ),
  ],
  [
    "budget",
    anyOf(
      "budget,le budget,un budget,notre budget,budget annuel,budget previsionnel,bidget,bugdet",
      "ميزانيه,الميزانيه,ميزانيتنا",
      "mizaniya,lmizaniya,lbudget,l budget,bidji,بيدجي,البيدجي,budjet",
      "a budget,our budget,yearly budget",
    ),
  ],
  [
    "objectives",
    anyOf(
      "objectifs,nos objectifs,les objectifs,des objectifs,trois objectifs,3 objectifs,page d'objectifs",
      "اهداف,اهدافنا,الاهداف,اهدافا",
      "l'ahdaf,ahdaf,ahdaf dyalna,les objectifs",
      "objectives,our objectives,our goals,goals",
    ),
  ],
  [
    "presentation",
    anyOf(
      "presentation,notre presentation,presentation de l'association,presentation de la cooperative,fiche de presentation,page de presentation,plaquette",
      "تعريف,التعريف,بطاقه تعريف,بطاقه تعريفيه,تقديم الجمعيه,تقديم التعاونيه,ورقه تعريفيه",
      "ta3rif,tta3rif,presentation dyalna,تقديم ديال الجمعيه",
      "presentation,about us page,one page presentation,fact sheet",
    ),
  ],
];
