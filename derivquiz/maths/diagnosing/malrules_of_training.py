"""The wrong rules of difference quotients, losses, descent and backpropagation, with what is said of each."""

from __future__ import annotations

from derivquiz.maths.diagnosing import slips_in_losses as losses
from derivquiz.maths.diagnosing.malrule import Malrule

LOSSES = (
    Malrule(
        "mean-missing",
        "the loss is summed up and not averaged",
        "Is the loss a sum over the examples, or their mean?",
        (losses.mean_missing,),
    ),
    Malrule(
        "square-factor-missing",
        "the square leaves no factor behind",
        "Differentiate the square by itself: what comes to the front?",
        (losses.square_factor_missing,),
    ),
    Malrule(
        "residual-reversed",
        "the residual stands the other way round",
        "Raise the prediction a little: does the loss rise or fall, and what does your sign say?",
        (losses.residual_reversed,),
    ),
    Malrule(
        "input-missing",
        "what the weight is multiplied by is left out",
        "How does the prediction depend on the weight?",
        (losses.input_missing,),
    ),
)
"""Those that are followed for the variables of losses alone, and named first there."""

ROWS = (
    Malrule(
        "run-missing",
        "the difference of the values is not divided by the difference of the places",
        "Over which stretch does the function change so much?",
    ),
    Malrule(
        "forward-for-central",
        "the difference is taken between the point itself and one neighbour",
        "Which two points does a central difference look at?",
    ),
    Malrule(
        "central-over-h",
        "the central difference is divided by h alone",
        "How far apart are the two points of a central difference?",
    ),
    Malrule(
        "slope-for-estimate",
        "the slope itself is given",
        "An estimate is a little off: what does the quotient give, with its numbers put in?",
    ),
    Malrule(
        "second-difference-over-h",
        "the second difference is divided by h once",
        "A second difference is a difference of differences: how often is it divided by h?",
    ),
    Malrule(
        "step-not-squared",
        "the step is not squared",
        "Multiply the cubes out: which powers of the step are left of their difference, once it is divided?",
    ),
    Malrule("step-missing", "the slope itself is given", "How far does x go, and what does each unit of that bring?"),
    Malrule("place-for-step", "the slope is multiplied by a place", "Is it where x is that counts here, or how far it goes?"),
    Malrule("factors-added", "the slopes are added up", "One factor for each layer: what becomes of them together?"),
    Malrule("rounded-early", "a value on the way is rounded", "The method is right: when should it be rounded, and how often?"),
    Malrule("ascent-for-descent", "the step goes up the slope", "Does the loss fall uphill or downhill?"),
    Malrule("learning-rate-missing", "the whole slope is taken for the step", "How big is a step, beside the slope?"),
    Malrule("step-for-destination", "the step itself is given", "Is the step asked, or where it leads?"),
    Malrule(
        "activation-slope-missing",
        "the slope of the activation is left out",
        "Which node of the graph has not been visited on the way back?",
        (losses.activation_slope_missing,),
    ),
    Malrule(
        "term-missing",
        "not all the terms are there",
        "Which terms does the function have, and what has become of each?",
    ),
    Malrule("exponent-off-by-one", "one of the exponents is off by one", "Which exponents go down by one, and which stay?"),
    Malrule(
        "factor-missing",
        "one of the factors is left out",
        "Which factors does each rule bring along, and is each of them there?",
    ),
    Malrule(
        "one-path-only",
        "only some of the ways that lead to the variable are followed",
        "By how many routes does the variable reach the result?",
    ),
    Malrule(
        "incoming-adjoint-missing",
        "a node's own slope is not multiplied by the adjoint that comes back to it",
        "What has already come back to the node that uses this one?",
    ),
    Malrule(
        "weights-not-transposed",
        "the weights are not turned round on the way back",
        "Match the shapes backwards: do rows or columns of the weights meet the incoming slopes?",
    ),
    Malrule(
        "updated-weight-used",
        "a weight that was already updated is used for the next slope",
        "Which comes first: all the slopes, or the first update?",
    ),
)
