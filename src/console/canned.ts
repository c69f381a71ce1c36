import type { Language } from "../core/language/languages.ts";

/** An answer that is written often. `{me}`, `{number}` and `{date}` are filled in; brackets are for whoever sends it. */
export interface Canned {
  readonly id: string;
  /** As it stands in the list: French, Arabic, English. */
  readonly name: readonly [fr: string, ar: string, en: string];
  readonly text: Readonly<Record<Language, string>>;
}

export const canned: readonly Canned[] = [
  {
    id: "hello",
    name: ["Se présenter", "التقديم", "Introduce yourself"],
    text: {
      fr: "Bonjour, je suis {me}, du club ECC. J’ai bien lu votre demande {number}. On regarde cela ensemble.",
      ar: "السلام عليكم، أنا {me} من نادي ECC. قرأت طلبكم {number}، وسننظر فيه معا.",
      ary: "السلام عليكم، أنا {me} من نادي ECC. قريت الطلب ديالكم {number}، وغادي نشوفوه مجموعين.",
      "ary-Latn":
        "Salam, ana {me} mn club ECC. 9rit talab dyalkom {number}, w ghadi nchoufouh mjmou3in.",
      en: "Hello, I am {me} from the ECC club. I have read your request {number}. Let us look at it together.",
    },
  },
  {
    id: "more",
    name: ["Demander une précision", "طلب توضيح", "Ask for details"],
    text: {
      fr: "Pour bien vous aider, dites-moi : […] Une capture d’écran aide aussi, sans mot de passe ni code.",
      ar: "لأساعدكم جيدا، أخبروني: […] صورة للشاشة تساعد أيضا، بدون كلمة سر أو رمز.",
      ary: "باش نعاونكم مزيان، قولو ليا: […] حتى تصويرة ديال الشاشة كتعاون، بلا مودباس وبلا كود.",
      "ary-Latn":
        "Bach n3awnkom mezyan, 9oulou lia: […] 7ta capture d’écran kat3awen, bla mot de passe w bla code.",
      en: "To help you well, tell me: […] A screenshot helps too, without any password or code.",
    },
  },
  {
    id: "steps",
    name: ["Guider pas à pas", "شرح الخطوات", "Guide step by step"],
    text: {
      fr: "Voici comment faire :\n1. […]\n2. […]\n3. […]\nÉcrivez-moi où vous en êtes.",
      ar: "هذه هي الخطوات:\n1. […]\n2. […]\n3. […]\nأخبروني أين وصلتم.",
      ary: "هاكا كيفاش ديرو:\n1. […]\n2. […]\n3. […]\nكتبو ليا فين وصلتو.",
      "ary-Latn": "Hakka kifach dirou:\n1. […]\n2. […]\n3. […]\nKtbou lia fin wseltou.",
      en: "Here is how:\n1. […]\n2. […]\n3. […]\nWrite to me how far you got.",
    },
  },
  {
    id: "later",
    name: ["Revenir plus tard", "العودة لاحقا", "Come back later"],
    text: {
      fr: "Je vérifie et je reviens vers vous ici avant […].",
      ar: "سأتحقق وأعود إليكم هنا قبل […].",
      ary: "غادي نتأكد ونرجع ليكم هنا قبل […].",
      "ary-Latn": "Ghadi nt2ekked w nrje3 likom hna 9bel […].",
      en: "I will check and come back to you here before […].",
    },
  },
  {
    id: "safe",
    name: ["Ne jamais donner un code", "لا تعطوا الرمز أبدا", "Never give a code"],
    text: {
      fr: "Ne donnez à personne vos mots de passe ni les codes reçus par SMS, même à nous. Je vous guide, c’est vous qui tapez.",
      ar: "لا تعطوا كلمات السر ولا رموز SMS لأحد، حتى لنا. أنا أرشدكم وأنتم تكتبون.",
      ary: "ما تعطيو لحتى واحد المودباس ولا الكود ديال SMS، حتى لينا. أنا نوريكم ونتوما تكتبو.",
      "ary-Latn":
        "Ma t3tiw l 7ta wa7ed mot de passe wla code dyal SMS, 7ta lina. Ana nwerrikom w ntouma tktbou.",
      en: "Give your passwords and SMS codes to nobody, not even to us. I guide you, you do the typing.",
    },
  },
  {
    id: "scope",
    name: ["Hors de ce que nous faisons", "خارج ما نقوم به", "Out of what we do"],
    text: {
      fr: "Ce sujet dépasse ce que notre club peut faire. Pour cela, voyez plutôt : […].",
      ar: "هذا الموضوع خارج ما يقدر عليه نادينا. الأفضل أن تتوجهوا إلى: […].",
      ary: "هاد الموضوع كثر من داكشي اللي يقدر عليه النادي ديالنا. حسن ليكم تشوفو: […].",
      "ary-Latn":
        "Had lmawdou3 kter mn dakchi lli y9der 3lih lclub dyalna. 7sen likom tchoufou: […].",
      en: "This is beyond what our club can do. For it, rather see: […].",
    },
  },
  {
    id: "check",
    name: ["Vérifier que ça marche", "التأكد من النتيجة", "Check that it works"],
    text: {
      fr: "Est-ce que cela marche maintenant de votre côté ?",
      ar: "هل يعمل الأمر الآن عندكم؟",
      ary: "واش خدامة دابا عندكم؟",
      "ary-Latn": "Wach khddama daba 3andkom?",
      en: "Does it work on your side now?",
    },
  },
  {
    id: "goodbye",
    name: ["Conclure", "الختام", "Conclude"],
    text: {
      fr: "Merci pour votre confiance. Je termine votre demande {number} ; vous pouvez revenir quand vous voulez.",
      ar: "شكرا على ثقتكم. سأنهي طلبكم {number}، ويمكنكم الرجوع متى شئتم.",
      ary: "شكرا على الثقة. غادي نسالي الطلب ديالكم {number}، وديما تقدرو ترجعو.",
      "ary-Latn": "Chokran 3la ti9a. Ghadi nsali talab dyalkom {number}, w dima t9edrou trej3ou.",
      en: "Thank you for your trust. I am closing your request {number}; you can come back any time.",
    },
  },
];

/** Its text with what is known filled in. What is not known stays as a bracket to fill in. */
export function fillCanned(
  { text }: Canned,
  language: Language,
  values: Readonly<Record<string, string>>,
): string {
  return text[language].replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? "[…]");
}
