"""The skills of the curriculum by their letters, each with the template that drills it; a card's key is for good."""

SKILLS = {
    "meaning": "A1 average-rate A2 compare-rates A3 limit-proof A4 difference-quotient A5 linear-approximation "
    "A6 rising-or-falling A7 differentiable-here A8 critical-point A9 velocity-and-acceleration A10 notation",
    "rules": "B1 power B2 constant-multiple B3 root B4 reciprocal-power B5 constant B6 polynomial B7 polynomial-at-a-point "
    "B8 second-derivative C1 product-with-power C2 product-of-polynomials C3 power-times-exponential C4 parts-of-a-product "
    "C5 quotient C6 quotient-at-a-point C7 product-rule-proof D1 exponential D2 logarithm D3 sine-cosine-tangent "
    "D4 secant-cosecant-cotangent D5 arcsine D6 domain D7 logarithm-of-a-multiple D8 elementary-at-a-point",
    "chain": "E1 inner-and-outer E2 power-of-quadratic E3 root-of-quadratic E4 exponential-of-inner E5 logarithm-of-quadratic "
    "E6 sine-of-inner E7 three-layers E8 product-and-chain E9 chain-from-values E11 composition-at-a-point "
    "E10 neuron-step-by-step F6 sigmoid-neuron-at-a-point F11 relu-neuron",
    "activations": "F1 sigmoid-value F2 sigmoid-slope-at-a-point F3 sigmoid-slope-by-output F4 sigmoid-proof F5 sigmoid-neuron "
    "F7 tanh-slope-at-a-point F8 tanh-proof F9 relu-slope F10 leaky-relu-slope F12 gelu-slope F13 gelu-variants "
    "F14 vanishing-bound F15 steepest-sigmoid F16 softmax-value F17 softmax-partial F18 softmax-jacobian",
    "partials": "G1 linear G2 quadratic-at-a-point G3 mixed-cubic G4 exponential-and-logarithm G5 partial-definition "
    "G6 three-variables G7 steepest-direction G8 jacobian G9 hessian",
    "numerical": "H1 forward-difference H2 central-difference H3 second-difference H4 smaller-step H5 central-error-of-a-cubic "
    "H6 quotients-at-a-corner H7 gradient-check H8 step-too-small",
    "losses": "I1 squared-error I2 mean-squared-error I3 cross-entropy-by-probability I4 cross-entropy-by-logit "
    "I5 softmax-cross-entropy I6 regression-gradient",
    "descent": "J1 one-step J2 several-steps J3 vector-step J4 regression-step J5 which-way J6 neuron-table J7 neuron-step "
    "J8 graph J9 shared-node J10 chain-network J11 hidden-weights J12 learning-rate",
}
"""Pairs of a letter and a template, by deck."""
EXERCISES = ("meaning/curve-of-the-slope", "rules/find-the-bug", "chain/find-the-bug", "activations/curve-of-an-activation")
"""Cards on top of the skills, which ask for what several of them teach in another way."""


def cards() -> dict[str, str]:
    """The card of every skill: "B7" is rules/polynomial-at-a-point."""
    found: dict[str, str] = {}
    for deck, text in SKILLS.items():
        words = text.split()
        found |= {letter: f"{deck}/{template}" for letter, template in zip(words[::2], words[1::2], strict=True)}
    return found
