/**
 * What is said about money, by idea: words whose beginnings stand here are taken together, so that
 * the legal lock learns from a few samples what holds for all of them. Folded, as `fold` gives them;
 * a word that ends in a dot must match whole.
 */
export const moneyIdeas: Readonly<Record<string, string>> = {
  /** Do it for us. */
  order: `
    ecri ecrv redig compos prepar propos gener. generer pond balance invent lanc demarr ouvr mont monte
    cree publi post. poster postez diffus partag relay relai circul tourn envoi envoy organis sollicit
    fais. fait. faites. fe. fai. trouve recolt ramass reclam aide. aidez aidons donne. rassembl
    write. rite. draft. compose make. mak. create. launch start. run. open. share. spread publish post
    send. broadcast. forward. circulate prepar. prepare gimme give. cook set. raise. rase. gather.
    solicit. ask. beg. begging collect. help. need. advertise put.
    kteb ktb kteb dir. diro. dirli. dirliya sift sifet sayfet sayft nsift sawb saweb sawbo tel9 lanci nlanci
    partagi nechro ncher nnecher 3tini 3tina wejjed wejed wjd zewe9 dewro 7et. 7to. tkherr jem3 jme3 njm3 njem3
    nlmo nlem lmo. nodo goul gol. golo telbo ntleb ntelb nbdaw bda. 7ello 7ell. n7ell 3awn posti
    اكتب كتب. كتبو نكتب تكتب حرر صغ. صوغ صاوب نصاوب صمم انشا انشئ دير. ديرو ديرلي ندير طلق. طلقو نطلق
    اطلق اطلاق نشر. نشرو انشر ننشر بارطاج شارك صيفط سيفط نصيفط نسيفط ارسل ابعث وجد. جهز هات عطيني عطينا
    اعطني زوق دورو حط. حطو ضع. ضعو جمع. جمعو اجمع نجمع نلم لمو نوضو گول گولو قل. قولو طلب. طلبو اطلب نطلب
    التمس نلتمس تخرج الف. ترجم عمم تعميم نفتح حل. حلو ساعد عاون بوستي ابد بدا. نبدا نظم`,
  /** What is to be spread. */
  text: `
    text txt messag msg mess. mail email courrier lettre annonce anonc. anonce publi post. posts poste.
    affiche story stories video script slogan phrase mots. pitch communique description appel apel
    sms live. pancarte page campagn letter appeal ad. poster. announcement anouncement line. words. press.
    campaign call. plea. template
    نص. نصا النص رسال ميساج اعلان انونس بوست منشور ملصق افيش ستوري فيديو سيناريو شعار عبار جمل كلم كلام
    هضر بلاغ نداء نداي ندا. حمل كومپان صفح خطاب بريد ايميل وصف. الوصف
    event evenement statement formule caption tweet parrainage lettre
    دعوه قصه تغريد حدث لايف سهره امسيه حفل
    rissala risala nida2 i3lan balagh hedra kelma kelmat lkalam jomla 7amla 7amlat anons`,
  /** Money that is given. */
  gift: `
    don. dons. donner. donne. donnent. donnez versent verser. argent fonds. dh. dhs. dirham balles
    financier financi contribut contributions generosite genero solidari particip virement cagnot collect
    recolt ramass quete gofundme leetchi kickstarter crowdfund participatif payent paient poche piece. sou. soutenez soutien secours
    crowfund aidez cotiser. mohsin mo7sin bienfait sadaka zakat
    donat donor give. gives. giving gift money mony cash fund. funds. funding fundrais fundraiser dirhams
    pot. coin pay. pays. pocket cash charit contribut chip. pitch. generosit donate
    tabarro tbarr tbr3 ytbar ytbr tbar3 tabaro flous flouss lflous baraka lbaraka m3awna lm3awna derhem
    sondo9 wafacash y3tiw y3tiwna y3awn nas3aw ns3aw y7et virement yviri collecte ykhelso ycharko
    تبرع يتبرع التبرع تبرعات متبرع للتبرع بتبرع هبه. الهبات مال. المال مالا اموال بالمال باموال درهم فلوس
    الفلوس بالفلوس كاگنوت كانيوت كانيوط كاينيوط كراودفاند بركه احسان محسن المحسن للمحسن
    معاونه المعاونه مساهم يساهم المساهم يعاون يعطي يعطيو دعم. ادعم صندوق صدق زكا وافاكاش تمويل نسعا تسول
    يدفع بدفع يحط يصيفط يشارك مساعده مساعدات يخلص يودي يجود جيب. جماعي كفال`,
  /** Where it goes to. */
  account: `
    rib. compte. comptes account. bank. iban numero details
    nemra rib compte
    حساب كونط ريب نمره رقم. صندوق كاگنوت cagnot pot. sondo9 kagnot`,
  /** From whom. */
  public: `
    gens. public. monde. tous. internaut inconnu passant follower abonne voisin amis. proches. population
    habitant diaspora contact groupe facebook insta instagram whatsapp tiktok reseau bienfait partout
    etudiant citoyen inhabitant public. worshipper fidele
    طلبه سكان مواطن مصل غربا ماره داي
    tolaba sokkan followers
    people folks public strangers everyone everybody subscriber community citizen student friend friends followers neighbour neighbor relatives
    passers internet online. socials social. diaspora visitors benefactor
    nas. lnas nass. jiran s7ab 7bab lmo7sin mo7sin kolchi ga3. internet sakina
    ناس. الناس للناس لناس عموم العموم جمهور الجمهور محسن المحسن للمحسن جيران صحاب لصحاب احباب لحباب اقارب
    غرباء غربا الغربا متابع ساكنه الساكنه للساكنه جاليه الجاليه مغاربه المغاربه لمغاربه معارف جميع الجميع كاع
    كلشي فيسبوك ففيسبوك انترنت الانترنت واتساب تيكتوك گروب الماره`,
  /** For what people usually ask. */
  cause: `
    malade operation oper cancer mosque jame3 jam3. orphelin orphan seisme sinistre tremblement earthquake
    victim ramadan panier basket puits well. pauvre poor. famill family. aid. mouton sheep eid. dialys
    ambulanc fauteuil wheelchair surgery sick. ill. cartable mosq school. roof toit loyer rent. cantine canteen flood inondation
    mrid mrida lmrid 3amaliya yatim lyatama yatama zelzal 9offa l9offa bir. lbir 7wala armala fa9ir
    مريض مرض سرطان كونسير عمليه للعمليه مسجد المسجد جامع الجامع يتيم يتام اليتام ايتام الايتام زلزال الزلزال
    حوز الحوز قفه قفف القفه القفف بير. البير بئر البئر فقير فقيره ارمل الارمل كلي الكلي دياليز اسعاف اضاحي حوالا`,
  /** The law itself. */
  law: `
    loi. legal droit. autoris permis permission permit interdit risque amende delit prefectur ministere agree
    agrement reconnu regle. regles law. laws allowed authori forbidden fine. crime licens risk rule
    9anoun l9anoun 9anouni rokhsa tarkhis msmou7 mesmou7 mamnou3 gharama l7a9 jarima mrekhs makhatir
    قانون القانون قانوني رخصه الرخصه ترخيص الترخيص مرخص المرخص مسموح ممنوع غرامه الغرامه الحق يحق جريمه يجوز
    مخاطر المخاطر نخاطر`,
  /** Money that is not the public's. */
  grant: `
    subvention bailleur projets. sponsor parrain mecen partenar entreprise societe banque indh dossier pret.
    credit devis grant funder compan bank. partnership loan quote inkhirat cotisation adhe membre. membres.
    member fee. fees. vend vent. vente prix. produit catalog client boutique sell sales sold shop price
    charika societe bi3 nbi3 kanbi3 banka lbanka da3m
    منحه المنحه ممول الممول للممول شركه الشركه لشركه بنك. البنك البنكه شراك سپونسور رعايه راع. قرض. كريدي
    انخراط الانخراط اشتراك الاشتراك اعضاءنا الاعضا اعضاونا نبيع كنبيع بيع. لبيع الاثمنه باسعار زبون كاطالوگ
    كتالوج متجر حانوت`,
  /** After the gift: thanks, receipts, figures. */
  after: `
    merci remerci recu recus rapport bilan depens noter. note. enregistr montrer tableau prouver
    thank receipt report spent record prove results
    nchker nchkr chokr chkr rapport bilan reçu n9iyd nwerri nbeyn tsrf
    شكر نشكر الشكر وصل. الوصل الروسي تقرير حصيله الحصيله صرف. صرفت نقيد نسجل ندون نري نوري نبين نثبت`,
  /** Help that is no money, and what is announced for nothing. */
  work: `
    benevol volontair gratuit atelier formation portes vetement dechet sang. evenement recrut
    volunteer free. workshop training clothes blood waste
    fabor motatawi3 metatwe3 dem. 7wayj taw3iya warcha
    متطوع المتطوع لمتطوع فابور مجاني مجانا ورشه الورشه تكوين التكوين تطوع الدم ملابس حوايج الحوايج تحسيس توعيه`,
  /** A question. */
  asking: `
    comment quel quels quelle quelles est. qu. pourquoi faut savoir difference vrai peut. que. qui. combien
    how. what which is. are. does should who. whether difference
    n9dro n9der kifach chno chnou chmen fin. ch7al chkoun lfer9
    نقدرو نقدر كيفاش شنو شمن فين شحال شكون كيف ما. ماذا اي. اين من. متي الفرق`,
};
