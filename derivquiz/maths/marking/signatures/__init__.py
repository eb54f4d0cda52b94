"""Modular signatures: the proof that settles right answers without expanding them (Gonnet 1984; Maple's testeq).

What is done. Both trees are rewritten by laws that hold for real numbers wherever both have values (e^(u+v) = e^u·e^v, ln|uv| =
ln|u| + ln|v|, sines by e^iu, |u| = u·sign u, activations by their definitions), and then worked out once in exact arithmetic
modulo large primes. Names, π, and everything that no law ties to the rest (ln 2, erf(x), the exponentials of independent things)
get random values. A power such as (x − 2)^5999 costs a few multiplications. What hangs on signs is worked out for every choice of
signs but those that are shown to be impossible (by a root or logarithm that must exist, by an even power, by the real roots of
the polynomials). A sign that is wrong at single points is of no matter, but 1 + sign x is 0 on a whole stretch: what may be so
(`Form.may_rest`) is never taken to be positive without a look at its value. Where the two differ, they are rewritten once more,
each part replaced by the number or by the part met before that it is shown to equal in the same way (`recognizing`): an exponent
of cosh²x − sinh²x is 1.

What "the same" proves. Trees that the laws make equal have equal values, always. If the laws don't make them equal, their
difference is a rational function D ≠ 0 of the random values, whose degree d is bounded as the trees are rewritten. By the lemma
of Schwartz and Zippel a random point is a zero of D with a probability of at most d/p, where p > 2^99 is the least prime. So many
trials are made that (d/p)^trials < 2^-68, and more for the parts that are replaced, so that all of it together is wrong with less
than 2^-67 < 10^-20; where four trials are too few, no signature is taken. The values are chosen after the answer is fixed, by a
hash of both trees and the seed: the same answer always gets the same verdict, and nobody finds an answer that is made for the
values but by trying some 10^20 of them.

What is assumed. In a tower e^x is g^r for a random r, and e^(x²) is g^(r²): these two are not independent, as the lemma wants;
that the bound still holds says that r ↦ g^r is as good as a random function, as Gonnet and Maple assume. And no number in a tree
is a multiple of a prime of the towers, which are a few fixed ones: nothing but an answer written for the purpose has one. Were
either not so, a wrong answer would pass for right only if it also agreed with the truth in balls at every point, to thousands of
digits, which is asked first: a signature alone marks nothing.

What "different" means: only that these laws don't show them equal. √(11 + 6√2) is 3 + √2, and no law here says so.
"""

from __future__ import annotations

from derivquiz.maths.marking.signatures.trial import parting, settle

__all__ = ["parting", "settle"]
