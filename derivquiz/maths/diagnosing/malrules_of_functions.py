"""The wrong rules of functions, of frozen letters and of whole answers, with what is said of each."""

from __future__ import annotations

from derivquiz.maths.diagnosing import slips_in_functions as f
from derivquiz.maths.diagnosing.malrule import Malrule

ROWS = (
    Malrule(
        "power-rule-on-exponential",
        "the power rule is used on an exponential",
        "Where is the variable: in the base, or in the exponent?",
        (f.power_rule_on_exponential, f.power_rule_on_exponential_chained),
    ),
    Malrule(
        "log-of-base-missing",
        "an exponential is taken to be its own slope whatever its base",
        "For which base only is that so, and what makes up for another?",
        (f.log_of_base_missing,),
    ),
    Malrule(
        "exponent-reduced",
        "the exponent of an exponential goes down by one",
        "Does the exponent of an exponential shrink?",
        (f.exponent_reduced,),
    ),
    Malrule(
        "log-constant-kept",
        "a constant factor inside the logarithm is counted once more",
        "Split the logarithm into two: how fast does the constant part change?",
        (f.log_constant_kept,),
    ),
    Malrule(
        "log-base-ignored",
        "a logarithm of another base is treated as the natural one",
        "What does it look like in terms of the natural logarithm?",
        (f.log_base_ignored,),
    ),
    Malrule(
        "cosine-sign",
        "the signs of the derivatives of sine and cosine are mixed up",
        "Just to the right of 0, does the cosine rise or fall, and the sine?",
        (f.cosine_sign,),
    ),
    Malrule("degrees", "the angle is measured in degrees", "In which unit of angle is the rule true?"),
    Malrule(
        "exponential-times-log-of-variable",
        "the logarithm is taken of the exponent",
        "Whose logarithm is it: the base's or the exponent's?",
        (f.times_log_of_variable,),
    ),
    Malrule(
        "log-base-inverted",
        "the logarithm of the base stands on the wrong side of the line",
        "Change to the natural logarithm first: what divides what?",
        (f.log_base_inverted,),
    ),
    Malrule(
        "tangent-as-secant",
        "the slope of the tangent function is taken to be the secant",
        "At which power does it stand, and can that slope ever be negative?",
        (f.tangent_as_secant,),
    ),
    Malrule(
        "inverse-as-reciprocal",
        "an inverse function is read as one over the function",
        "Does the small minus one mean the inverse, or the reciprocal?",
        (f.inverse_as_reciprocal,),
    ),
    Malrule(
        "input-for-output",
        "the input stands where the formula wants the function's output",
        "The curve rises everywhere: can your slope be negative?",
        (f.input_for_output,),
    ),
    Malrule(
        "sigmoid-as-tanh",
        "the formula of another activation is used on the sigmoid",
        "Whose derivative is one minus the square of the output?",
        (f.sigmoid_as_tanh,),
    ),
    Malrule(
        "tanh-not-squared",
        "the output of tanh is not squared",
        "Which power does tanh have in its derivative?",
        (f.tanh_not_squared,),
    ),
    Malrule(
        "tanh-as-sigmoid",
        "the formula of another activation is used on tanh",
        "Test it at 0, where tanh is steepest: does it give that slope?",
        (f.tanh_as_sigmoid,),
    ),
    Malrule(
        "leaky-side-flat",
        "the negative side is taken to be flat",
        "Does this function stay level below 0, or does it leak?",
        (f.leaky_side_flat,),
    ),
    Malrule(
        "gelu-product-term-missing",
        "only one factor of GELU is differentiated",
        "GELU is x times a function of x: which rule is that?",
        (f.gelu_term_missing,),
    ),
    Malrule(
        "another-piece",
        "the slope of another piece is taken",
        "Which piece of the function holds there?",
        f.another_piece,
    ),
    Malrule(
        "frozen-factor-dropped",
        "a letter that is held fixed is left out where it multiplies",
        "A frozen factor is a number like any other: what do numbers in front do?",
        (f.frozen_factor_dropped,),
    ),
    Malrule(
        "frozen-terms-zeroed",
        "every term with a frozen letter counts as a constant",
        "Is that term free of the letter that moves?",
        (f.frozen_terms_zeroed,),
    ),
    Malrule("partials-summed", "the partial derivatives by all the letters are added", "Which letters are held fixed?"),
    Malrule("components-swapped", "the components stand in another order", "In which order are the letters asked?"),
    Malrule("jacobian-transposed", "rows and columns are exchanged", "Is there a row for each output, or for each input?"),
    Malrule(
        "softmax-off-diagonal-zero",
        "each part of softmax is taken to depend on its own logit alone",
        "If one part rises, what becomes of the others?",
        (f.off_diagonal_zero,),
    ),
    Malrule(
        "softmax-off-diagonal-sign",
        "the sign beside the diagonal is lost",
        "The parts always have the same sum: what is the sum of their slopes?",
        (f.off_diagonal_sign,),
    ),
    Malrule("value-for-slope", "the function's own value is given", "Is the height asked, or the slope?"),
    Malrule("point-not-substituted", "the variable is still in the answer", "One step remains: what is to be put in?"),
    Malrule(
        "substituted-first",
        "the point is put in before differentiating",
        "What is left to differentiate once the variable is gone?",
    ),
    Malrule("first-for-second-derivative", "it is differentiated once too few", "How many times is it to be differentiated?"),
    Malrule(
        "first-derivative-squared",
        "the first derivative is squared",
        "Is the second derivative a square, or the derivative of something?",
    ),
    Malrule("sign-flipped", "a sign is lost or added on the way", "Where could the sign have changed?"),
    Malrule("function-for-derivative", "the function itself is given", "Is the height asked, or the slope?", (f.function_kept,)),
    Malrule(
        "constant-factor-off",
        "a constant factor is lost or added on the way",
        "The shape is right: which number should stand in front?",
    ),
)
