/** Why nothing came of what somebody wanted to do about a case: French, Arabic, English. */
export const outcomeWords = {
  notDone: ["Cela n’a pas été fait", "لم يتم ذلك", "It was not done"],
  out_taken: [
    "{who} a été plus rapide : la demande est prise.",
    "سبقكم {who}: الطلب مأخوذ.",
    "{who} was faster: the case is taken.",
  ],
  "out_needs-experience": [
    "Une première demande se prend avec quelqu’un d’expérience.",
    "الطلب الأول يؤخذ مع شخص ذي خبرة.",
    "A first case is taken beside somebody with experience.",
  ],
  out_closed: [
    "Cette demande est déjà terminée.",
    "هذا الطلب منته.",
    "This case is closed already.",
  ],
  "out_not-yours": [
    "Cette demande n’est pas à vous.",
    "هذا الطلب ليس لكم.",
    "This case is not yours.",
  ],
  out_changed: [
    "Quelqu’un d’autre a changé cela entre-temps.",
    "غيّر شخص آخر هذا في هذه الأثناء.",
    "Somebody else changed this meanwhile.",
  ],
  out_unknown: [
    "La demande ou la personne n’est plus là.",
    "لم يعد الطلب أو الشخص موجودا.",
    "The case or the person is no longer there.",
  ],
  out_full: [
    "Trop de demandes ouvertes à la fois : terminez-en une d’abord.",
    "طلبات مفتوحة كثيرة: أنهوا واحدا أولا.",
    "Too many open cases at once: finish one first.",
  ],
  out_language: [
    "La langue de la demande n’est pas dans le profil.",
    "لغة الطلب ليست في الملف.",
    "The language of the case is not in the profile.",
  ],
  "out_reason-wanted": [
    "Vous avez déjà refusé une fois sans raison : dites pourquoi.",
    "سبق أن رفضتم بلا سبب: اذكروا السبب.",
    "You have refused once without a reason: say why.",
  ],
  out_waits: [
    "La seconde personne n’est pas encore là.",
    "الشخص الثاني لم يصل بعد.",
    "The second person is not there yet.",
  ],
} as const;
