/** How questions begin, in all languages together, separated by commas. */
export const interrogatives = `
    comment, coment, cmt, pourquoi, pourkoi, pk, pq, quand, où est, où sont, où trouver, où peut-on, où on, combien, cb, qui, quoi, quel, quelle,
    quels, quelles, lequel, laquelle, que faire, qu'est-ce, qu'est ce, est-ce, est ce, c'est quoi,
    c quoi, cest quoi, c koi, y a-t-il, y a t il, peut-on, puis-je, comment faire, à quoi, a quoi,
    how, what, whats, what's, why, when, where, who, which, whose, can i, can we, should we,
    should i, do we, do i, does, is it, is there, are there, how to, how do,
    كيف, كيفية, لماذا, متى, أين, كم, من هو, من هي, ماذا, ما هو, ما هي, ما الفرق, ما هم, هل, بماذا, لمن,
    كيفاش, كيفاه, علاش, شنو, شنوا, شنهو, شناهو, أشنو, اشنو, اش, آش, أش, شكون, فين, فاين, منين,
    فوقاش, وقتاش, إمتى, امتى, شحال, واش, بشحال, أشمن, اشمن, شمن, لاش, باش نعرف,
    kifach, kifash, kifache, kifax, kfach, ki nder, ki ndir, ki ndiro, chno, chnou, chnowa, chnouwa,
    chnahiya, chnahowa, chnhiya, chnhowa, achno, achnou, ach, ash, chkoun, chkon, fin, fayn, mnin,
    mnayn, fo9ach, fou9ach, wa9tach, wa9tech, imta, ch7al, chhal, bch7al, wach, wash, wax, 3lach,
    3lash, 3lax, ina, achmen, achman, achmn
  `;

/** What people put before it without changing that it is one. */
export const beforeQuestions = `
    bonjour, salam, slm, salut, bonsoir, hello, hi, svp, s'il vous plaît, please, excusez-moi, pardon,
    السلام, عليكم, سلام, مرحبا, من فضلكم, عفاك, عافاك, عفاكم, 3afak, 3afakom, et, mais, alors, donc,
    و, w, ou, so, and, but, ok, a khoya, khoya, khouya, أخويا, ختي
  `;
