"""The wrong rules of powers, sums, products, quotients and chains, with what is said of each."""

from __future__ import annotations

from derivquiz.maths.diagnosing import slips
from derivquiz.maths.diagnosing import slips_in_functions as f
from derivquiz.maths.diagnosing import slips_in_products as products
from derivquiz.maths.diagnosing.malrule import Malrule

ROWS = (
    Malrule(
        "inner-derivative-missing",
        "only the outer function is differentiated",
        "The inside moves as well: how fast?",
        (f.inner_missing,),
    ),
    Malrule(
        "negative-exponent-sign-lost",
        "the minus of a negative exponent is lost on its way to the front",
        "Does one over x rise or fall as x grows?",
        (slips.negative_sign_lost,),
    ),
    Malrule(
        "power-exponent-kept",
        "the exponent comes in front but also stays as it was",
        "What becomes of the exponent afterwards?",
        (slips.exponent_kept,),
    ),
    Malrule(
        "power-coefficient-missing",
        "the exponent is lowered and does nothing else",
        "Before it is lowered, the old exponent has a second job: which?",
        (slips.coefficient_missing,),
    ),
    Malrule(
        "power-reduced-too-early",
        "the exponent is lowered first and then comes in front",
        "Which exponent belongs in front: the one before lowering, or after?",
        (slips.reduced_too_early,),
    ),
    Malrule(
        "power-exponent-raised",
        "the exponent goes up by one",
        "Put the exponent on a number line: which way is one step down?",
        (slips.exponent_raised,),
    ),
    Malrule(
        "coefficient-added-to-exponent",
        "coefficient and exponent are added",
        "How do the number in front and the exponent combine?",
        (slips.coefficient_added,),
    ),
    Malrule(
        "reciprocal-of-derivative",
        "the denominator alone is differentiated, where it stands",
        "Rewrite the fraction as one power first: which?",
        (slips.reciprocal_of_derivative,),
    ),
    Malrule(
        "root-of-derivative",
        "what is under the root is differentiated, under the root",
        "Write the root as an exponent: what does the power rule say then?",
        (slips.root_of_derivative,),
    ),
    Malrule("constant-kept", "a constant stays as it is", "How fast does a constant change?", (slips.constant_kept,)),
    Malrule(
        "coefficient-dropped",
        "a constant factor is left out",
        "Where did the multiplier go?",
        (slips.coefficient_dropped, slips.negative_coefficient_dropped),
    ),
    Malrule(
        "constant-differentiated",
        "the rules are used on a constant",
        "Does that number move when the variable does?",
        (slips.constant_differentiated,),
    ),
    Malrule(
        "difference-added",
        "a difference is differentiated as a sum",
        "Go through the terms once more: which sign does each have?",
        (slips.difference_added, *slips.one_difference_added),
    ),
    Malrule(
        "product-of-derivatives",
        "the derivatives of the two factors are multiplied",
        "Try that rule on x times x: does it give what you know?",
        products.product_of_derivatives,
    ),
    Malrule(
        "product-factors-with-own-derivatives",
        "each factor is multiplied by its own derivative",
        "In the product rule, which factor stays beside each derivative?",
        products.factors_with_own_derivatives,
    ),
    Malrule(
        "product-subtracted",
        "the two terms of the product rule are subtracted",
        "If both factors grow, can their contributions cancel?",
        products.product_subtracted,
    ),
    Malrule(
        "product-one-term",
        "only the first factor is differentiated",
        "A product changes for two reasons: whose change is missing?",
        products.product_one_term,
    ),
    Malrule(
        "product-other-term",
        "only the second factor is differentiated",
        "A product changes for two reasons: whose change is missing?",
        products.product_other_term,
    ),
    Malrule(
        "product-sum-of-derivatives",
        "a product is differentiated as if it were a sum",
        "Is there a plus between the factors?",
        products.product_sum_of_derivatives,
    ),
    Malrule(
        "quotient-of-derivatives",
        "numerator and denominator are differentiated each by itself",
        "Try that rule on x squared over x: does it give what you know?",
        (products.quotient_of_derivatives,),
    ),
    Malrule(
        "quotient-added",
        "the two terms of the quotient rule are added",
        "If the denominator grows, what does the fraction do?",
        (products.quotient_added,),
    ),
    Malrule(
        "quotient-order-reversed",
        "the two terms of the quotient rule change places",
        "Take a point: does the function rise or fall there, and what does your answer say?",
        (products.quotient_order_reversed,),
    ),
    Malrule(
        "quotient-denominator-not-squared",
        "the denominator of the quotient rule is not squared",
        "Which power does the denominator have in the rule?",
        (products.quotient_not_squared,),
    ),
    Malrule(
        "quotient-numerator-squared",
        "the numerator is squared below the line",
        "Whose square stands underneath?",
        (products.quotient_numerator_squared,),
    ),
    Malrule(
        "quotient-terms-mixed",
        "one term above the line has both derivatives and the other has none",
        "How many derivatives stand in each term of the quotient rule?",
        (products.quotient_terms_mixed,),
    ),
    Malrule(
        "quotient-denominator-frozen",
        "the denominator is treated as a constant",
        "Does the denominator stay the same when the variable moves?",
        (products.quotient_denominator_frozen,),
    ),
    Malrule(
        "outer-at-inner-derivative",
        "the outer derivative is taken at the inner derivative",
        "Where is the outer derivative evaluated?",
        (f.outer_at_inner_derivative,),
    ),
    Malrule(
        "outer-not-differentiated",
        "the inner derivative is there but the outer function is left as it was",
        "You took care of the inside: what about the outside?",
        (f.outer_not_differentiated,),
    ),
    Malrule(
        "outer-at-variable",
        "the outer derivative is taken at the variable alone",
        "What stands inside the outer derivative?",
        (f.outer_at_variable,),
    ),
    Malrule(
        "inner-constant-lost",
        "the outer derivative is taken at the inside without its constant",
        "The outer derivative is taken at the whole inside: is all of it still there?",
        (f.inner_constant_lost,),
    ),
    Malrule(
        "chain-added",
        "the outer and the inner derivative are added",
        "If one gear turns another, how do their rates combine?",
        (f.chain_added,),
    ),
    Malrule(
        "inner-derivative-squared",
        "the inner derivative is multiplied on twice",
        "How many times does the inner derivative belong there?",
        (f.inner_squared,),
    ),
    Malrule(
        "middle-layer-skipped",
        "one of the layers is left out",
        "List the layers from the outside in: is there a derivative for each?",
        (f.middle_layer_skipped,),
    ),
    Malrule(
        "part-not-differentiated",
        "a part stays as it was and is not differentiated",
        "Which parts change with the variable, and has each of them been differentiated?",
        (slips.part_kept,),
    ),
    Malrule(
        "outer-derivative-missing",
        "only the inside is differentiated",
        "The outer function changes as well: what is its derivative, and where is it taken?",
        (f.outer_missing,),
    ),
    Malrule(
        "integrated", "the function is integrated", "Differentiate your answer: what comes back?", (slips.integrated,), whole=True
    ),
)
