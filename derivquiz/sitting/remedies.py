"""Which rule a misconception fails: a missing inner derivative is the chain rule's, not the power rule's.

The names of the wrong rules are those of the diagnosis; the names of the rules are those that the decks give as `rule`, where
"chain" stands for "chain-root" and its like too.
"""

from __future__ import annotations

_RULES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("power",): (
        "power-exponent-kept",
        "power-coefficient-missing",
        "power-exponent-raised",
        "power-reduced-too-early",
        "coefficient-added-to-exponent",
        "integrated",
    ),
    ("reciprocal", "power"): ("reciprocal-of-derivative", "negative-exponent-sign-lost"),
    ("root", "power"): ("root-of-derivative",),
    ("constant", "sum"): ("constant-kept", "constant-differentiated"),
    ("power", "sum"): ("coefficient-dropped",),
    ("sum",): ("difference-added", "part-not-differentiated", "term-missing"),
    ("product",): (
        "product-of-derivatives",
        "product-factors-with-own-derivatives",
        "product-subtracted",
        "product-one-term",
        "product-other-term",
        "product-sum-of-derivatives",
    ),
    ("quotient",): (
        "quotient-of-derivatives",
        "quotient-added",
        "quotient-order-reversed",
        "quotient-denominator-not-squared",
        "quotient-numerator-squared",
        "quotient-terms-mixed",
        "quotient-denominator-frozen",
    ),
    ("chain",): (
        "inner-derivative-missing",
        "outer-at-inner-derivative",
        "outer-derivative-missing",
        "outer-not-differentiated",
        "outer-at-variable",
        "chain-added",
        "inner-derivative-squared",
        "middle-layer-skipped",
    ),
    ("exponential",): (
        "power-rule-on-exponential",
        "log-of-base-missing",
        "exponent-reduced",
        "exponential-times-log-of-variable",
    ),
    ("logarithm",): ("log-constant-kept", "log-base-ignored", "log-base-inverted"),
    ("trigonometric",): ("cosine-sign", "degrees", "tangent-as-secant"),
    ("arcsine",): ("inverse-as-reciprocal",),
    ("sigmoid",): ("input-for-output", "sigmoid-as-tanh"),
    ("tanh",): ("tanh-not-squared", "tanh-as-sigmoid"),
    ("relu",): ("leaky-side-flat",),
    ("softmax",): ("softmax-off-diagonal-zero", "softmax-off-diagonal-sign"),
    ("gelu",): ("gelu-product-term-missing",),
    ("partial",): ("partials-summed", "frozen-factor-dropped", "frozen-terms-zeroed"),
    ("gradient", "partial"): ("components-swapped",),
    ("jacobian",): ("jacobian-transposed",),
    ("second-derivative",): ("first-for-second-derivative", "first-derivative-squared"),
    ("numerical", "central-difference"): ("forward-for-central", "central-over-h", "slope-for-estimate"),
    ("numerical", "second-difference"): ("second-difference-over-h",),
    ("error",): ("step-not-squared",),
    ("approximation",): ("step-missing", "place-for-step"),
    ("vanishing",): ("factors-added",),
    ("descent",): ("ascent-for-descent", "learning-rate-missing", "step-for-destination", "updated-weight-used"),
    ("mean", "regression"): ("mean-missing",),
    ("squared-error",): ("square-factor-missing", "residual-reversed"),
    ("backprop", "graph"): (
        "input-missing",
        "activation-slope-missing",
        "one-path-only",
        "weights-not-transposed",
        "incoming-adjoint-missing",
    ),
}
"""Names of a rule -> the wrong rules that are followed in its place."""

_WORDS = {slug: words for words, slugs in _RULES.items() for slug in slugs}


def words(slug: str) -> tuple[str, ...]:
    """The names of the rule that a misconception fails; empty where it is no rule's in particular."""
    return _WORDS.get(slug, ())
