/** What stands at the door: French, Arabic, English. */
export const doorWords = {
  signIn: ["Se connecter", "تسجيل الدخول", "Sign in"],
  name: ["Prénom ou pseudonyme", "الاسم الشخصي أو المستعار", "First name or pseudonym"],
  nameHint: [
    "C’est ce que liront les associations. Pas besoin du nom de famille.",
    "هذا ما ستقرؤه الجمعيات. لا حاجة إلى اسم العائلة.",
    "This is what organizations will read. No family name needed.",
  ],
  password: ["Mot de passe", "كلمة السر", "Password"],
  wrongDoor: [
    "Ce nom et ce mot de passe ne vont pas ensemble.",
    "الاسم وكلمة السر غير متطابقين.",
    "This name and this password do not go together.",
  ],
  tooSoon: [
    "Trop d’essais. Réessayez dans {seconds} secondes.",
    "محاولات كثيرة. حاولوا بعد {seconds} ثانية.",
    "Too many tries. Try again in {seconds} seconds.",
  ],
  signedOut: ["Vous êtes déconnecté·e.", "تم تسجيل الخروج.", "You are signed out."],
  ended: [
    "Votre session est terminée. Connectez-vous de nouveau.",
    "انتهت جلستكم. سجلوا الدخول من جديد.",
    "Your session has ended. Please sign in again.",
  ],
  forgotten: [
    "Mot de passe ou téléphone perdu ? La coordination peut vous envoyer un nouveau lien.",
    "نسيتم كلمة السر أو ضاع الهاتف؟ يمكن للتنسيق أن يرسل لكم رابطا جديدا.",
    "Lost your password or your phone? The coordinator can send you a new link.",
  ],
  codeTitle: ["Votre code", "رمزكم", "Your code"],
  code: ["Code à 6 chiffres", "رمز من 6 أرقام", "6-digit code"],
  codeHint: [
    "Il change toutes les 30 secondes dans votre application de codes.",
    "يتغير كل 30 ثانية في تطبيق الرموز.",
    "It changes every 30 seconds in your authenticator app.",
  ],
  codeOrRecovery: [
    "Sans votre téléphone : écrivez ici un de vos codes de secours.",
    "بدون هاتفكم: اكتبوا هنا أحد رموز الاحتياط.",
    "Without your phone: write one of your recovery codes here.",
  ],
  wrongCode: [
    "Ce code n’est pas le bon, ou il a déjà servi.",
    "هذا الرمز غير صحيح أو سبق استعماله.",
    "This code is not right, or it was used before.",
  ],
  goOn: ["Continuer", "متابعة", "Continue"],
  invitationTitle: ["Bienvenue dans l’équipe", "مرحبا بكم في الفريق", "Welcome to the team"],
  firstTitle: ["Ouvrir la console", "فتح لوحة العمل", "Open the console"],
  firstAbout: [
    "Vous êtes la première personne ici : vous aurez la coordination et inviterez les autres.",
    "أنتم أول من يدخل: لكم التنسيق وستدعون الآخرين.",
    "You are the first one here: you will coordinate, and invite the others.",
  ],
  invitationAbout: [
    "Ce lien est à vous seul·e et sert une fois. Votre rôle : {role}.",
    "هذا الرابط لكم وحدكم ويستعمل مرة واحدة. دوركم: {role}.",
    "This link is yours alone and works once. Your role: {role}.",
  ],
  restoreTitle: ["Nouveau mot de passe", "كلمة سر جديدة", "New password"],
  restoreAbout: [
    "Bonjour {name}. Choisissez un nouveau mot de passe ; vous referez ensuite le code du téléphone.",
    "مرحبا {name}. اختاروا كلمة سر جديدة، ثم أعيدوا إعداد رمز الهاتف.",
    "Hello {name}. Choose a new password; then set up your phone’s code again.",
  ],
  goneTitle: ["Ce lien ne marche plus", "هذا الرابط لم يعد صالحا", "This link no longer works"],
  gone: [
    "Il a déjà servi, ou il a plus de 7 jours. Demandez-en un autre à la coordination.",
    "استعمل من قبل أو مرت عليه 7 أيام. اطلبوا رابطا آخر من التنسيق.",
    "It was used, or it is older than 7 days. Ask the coordinator for another one.",
  ],
  newPassword: ["Nouveau mot de passe", "كلمة سر جديدة", "New password"],
  newPasswordHint: [
    "12 caractères au moins. Une phrase de quelques mots est facile à retenir.",
    "12 حرفا على الأقل. جملة من بضع كلمات يسهل تذكرها.",
    "At least 12 characters. A phrase of a few words is easy to remember.",
  ],
  badName: [
    "Un nom de 1 à 40 lettres, sans signes particuliers.",
    "اسم من 1 إلى 40 حرفا، بدون رموز خاصة.",
    "A name of 1 to 40 letters, without special signs.",
  ],
  nameTaken: [
    "Quelqu’un porte déjà ce nom ici. Choisissez-en un autre.",
    "هذا الاسم مستعمل هنا. اختاروا اسما آخر.",
    "Somebody has this name here. Choose another one.",
  ],
  short: [
    "Il faut au moins 12 caractères.",
    "يلزم 12 حرفا على الأقل.",
    "It needs at least 12 characters.",
  ],
  long: ["128 caractères au plus.", "128 حرفا على الأكثر.", "128 characters at most."],
  common: [
    "Trop connu : il serait deviné parmi les premiers. Prenez plutôt une phrase à vous.",
    "معروف جدا وسيخمن بسرعة. خذوا جملة خاصة بكم.",
    "Too well known: it would be guessed first. Take a phrase of your own.",
  ],
  repeated: [
    "Toujours les mêmes caractères : mélangez davantage.",
    "نفس الحروف تتكرر: نوعوا أكثر.",
    "The same characters again and again: mix some more.",
  ],
  sequence: [
    "Une suite de touches voisines se devine vite.",
    "تتابع المفاتيح المتجاورة يخمن بسرعة.",
    "A row of neighboring keys is guessed soon.",
  ],
  named: [
    "Votre nom ou le nôtre ne suffit pas : ajoutez d’autres mots.",
    "اسمكم أو اسمنا لا يكفي: أضيفوا كلمات أخرى.",
    "Your name or ours is not enough: add other words.",
  ],
  join: ["Créer mon compte", "إنشاء حسابي", "Create my account"],
  busyTitle: ["Beaucoup de monde à la fois", "ازدحام", "Many people at once"],
} as const;
