/** Words that passwords are made of, as leaks show them, here and elsewhere. */
const words = `password passw0rd motdepasse azerty azertyuiop qwerty qwertyuiop qwertz admin
administrator administrateur welcome bienvenue bonjour salam salamalikoum marhaba letmein iloveyou
jetaime jtaime master monkey dragon football sunshine princess princesse shadow superman batman
pokemon starwars michael jordan jennifer michelle daniel thomas nicolas julien camille marine
chocolat soleil doudou loulou nounours coucou maroc morocco maghrib casablanca casa rabat marrakech
fes tanger agadir meknes oujda tetouan raja rajacasablanca wydad wydadcasablanca barcelona barca
realmadrid mohamed mohammed muhammad ahmed youssef yassine hamza omar ali hassan hicham karim rachid
said mehdi amine anas fatima fatimazahra khadija aicha zineb salma imane sara meryem nadia samira
allah allahakbar bismillah inchallah hamdoulillah alhamdulillah habibi habiba hayati omri mama papa
association cooperative fondation mutuelle consulting club etudiant student ingenieur engineer ecole
hassania ehtp ecc rafiq assistant console consultant whatsapp messenger facebook instagram google
gmail internet ordinateur computer secret secrets access acces login compte account changeme default
test tester testing demo temp temporary system server root user guest public private business office
company summer winter spring autumn printemps hiver automne ete january february november december
janvier fevrier novembre decembre lundi vendredi monday friday freedom liberte victoire amour lovely
family famille forever computer123 trustno1 whatever nothing baseball hockey soccer killer hunter
ginger pepper cookie banana orange cheese flower purple yellow silver golden diamond ferrari mercedes
toyota samsung iphone android nokia apple windows linux ubuntu hello world helloworld goodbye thunder
tigger snoopy mickey matrix ranger buster cowboy charlie andrew joshua matthew robert george`
  .split(/\s+/u)
  .filter((word) => word !== "");

const tails =
  `1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0000 1111 2020 2021 2022
2023 2024 2025 2026 2027 212 00212 0600000000 ! !! !!! 1! 123! 1234! @123 @1234 #123 *123 2024! 2025! 2026! 007 69
69420 abc abcd`.split(/\s+/u);

const others = `123456789012 1234567890123 12345678901234 123456789123 123123123123 111111111111
000000000000 012345678910 987654321098 0987654321098 098765432109 121212121212 112233445566
123321123321 147258369147 741852963741 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u qwerty123456
azerty123456 qwertyuiop123 azertyuiop123 qwertyuiopasdf azertyuiopqsdf asdfghjkl123 qsdfghjklm123
asdfghjklzxcvbnm qazwsxedcrfv zaq12wsxcde3 abcdefghijkl abcdefghijklm abcd12345678 abc123abc123
aaaaaaaaaaaa passwordpassword motdepassemotdepasse iloveyouforever correcthorsebatterystaple
thisismypassword mypassword123 monmotdepasse monmotdepasse1
lemotdepasse1 unmotdepasse12 ilovemymother ilovemyfamily football12345 liverpoolfc1
manchesterunited letmeinplease changemenow12 administrator1 adminadminadmin rootrootroot
testtesttest useruseruser p@ssw0rd1234 p@ssword1234 password12345! passw0rd12345 motdepasse1234
motdepasse123! bonjour123456 salamsalamsalam marocmaroc123 casablanca123 casablanca2026
vivelemaroc12 dimamaghrib12 dimaraja1949 dimawydad1937 allahouakbar1 bismillah1234 starwars1977`
  .split(/\s+/u)
  .filter((word) => word !== "");

let made: ReadonlySet<string> | null = null;

/**
 * More than three thousand passwords of at least 12 characters that are tried first, folded as
 * `foldPassword` does: well-known words with their usual tails and doubled, keyboard rows, counts.
 * Made at first use.
 */
export function commonPasswords(): ReadonlySet<string> {
  if (made !== null) return made;
  const all = new Set(others.map(foldPassword));
  for (const word of words) {
    for (const tail of tails) all.add(foldPassword(word + tail));
    for (const other of ["", "1", "12", "123", "2026", "!"])
      all.add(foldPassword(word + word + other));
    all.add(foldPassword(word + word + word));
  }
  return (made = new Set([...all].filter((one) => one.length >= 8)));
}

/** The words alone, without tails. */
export function commonWords(): readonly string[] {
  return words;
}

const looks: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** Without case, accents and digits that stand for letters: how a guesser varies a word. */
export function foldPassword(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replaceAll(/\p{M}/gu, "");
  return plain.replaceAll(/(?<=\p{L})[013457@$](?=\p{L})/gu, (sign) => looks[sign] ?? sign);
}
