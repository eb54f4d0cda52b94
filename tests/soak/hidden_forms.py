"""The tables of `hidden`: what breaks, where, and how the same thing may be written."""

from __future__ import annotations


def _forms(text: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in text.split(";"))


FUNCTIONS = _forms(
    """
    x^2; sin(x); 5*x - 3; e^(-x); x*e^x; cos(3*x); x^3 - 4*x; 1/(1 + x^2); sigmoid(2*x); tanh(x); 7; softplus(x);
    x*sin(x); atan(x); (x^2 + 1)^5; sqrt(x^2 + 3); relu(x); abs(x - 1); gelu(x)
    """
)
OF_TWO = _forms(
    """
    x^2*y; sin(x*y); x*e^y; x*relu(y - x); (x - y)^2; softplus(3*x + y); x/(1 + y^2); max(x, y)
    """
)
"""What is differentiated by x."""
CENTRES = _forms(
    """
    k; k/10; k/7; e^j; pi*k; sqrt(k^2 + 2); -ln(k^2 + 2); e^j + pi; sqrt(2)*k; 10^j; -(10^j); k + 10^(-9); 10*k;
    100*k + 1/3; -(e^j); e^(j/2) - 2; cbrt(k^2 + 5)*9
    """
)
"""Where things break: near and far, rational or not, with k from -99 to 99 and j from 1 to 9."""
RISING = _forms(
    """
    x - c; x - c; x - c; x^3 - c^3; e^x - e^c; x/c^2 - 1/c; atan(x) - atan(c); asinh(x) - asinh(c); tanh(x - c);
    (x - c)^3; cbrt(x - c); (x - c)*(x^2 + 1); (x - c)/(1 + x^2); e^(x - c) - 1; x + e^(x - c) - c - 1; erf(x - c);
    sigmoid(x - c) - 1/2; softplus(x - c) - ln(2); x - c + atan(x - c); sinh((x - c)/9); (x - c)*e^(x/50); 7*(x - c);
    x^5 + x - c^5 - c; relu(x - c) - relu(c - x); (x - c)*abs(x - c); 2^(x - c) - 1; e^(3*x) - e^(2*c + x);
    (e^x - e^c)/(e^x + e^c); ln(1 + e^x) - ln(1 + e^c); x - c + sin(x - c)/2; sqrt(x^2 + 1) + x - sqrt(c^2 + 1) - c
    """
)
"""Of the sign of x - c."""
NARROW = _forms(
    """
    w^2 - (x - c)^2; w - abs(x - c); 1 - ((x - c)/w)^4; (x - c + w)*(c - x); cos(x - c) - 1 + w^2; 1/abs(x - c) - 1/w;
    cos(x - c) + cos(sqrt(2)*(x - c)) - 2 + w^2; e^(-(x - c)^2) - 1 + w^2; min(x - c + w, c + w - x);
    w - atan((x - c)^2); 1/(x - c) - 1/w; sech(x - c) - 1 + w^2; w - sqrt((x - c)^2); sin(x - c + pi/2) - 1 + w^2;
    w^3 - abs(x - c)^3; 2*w - abs(x - c + w) - abs(x - c - w/2)
    """
)
"""Above 0 only next to c, not farther than w from it or so, or periodically."""
FAR = _forms(
    """
    e^x - 10^(5*j); x^2 - 10^j; cosh(x) - 10^j; ln(x^2 + 1) - 4*j; x*sin(x) - 100*j; x^4 - e^(4*j); -x^3 - 7^j;
    ln(1 + e^x) - 9*j; e^(-x) - e^(9*j); x*atan(x) - 50*j; asinh(x) - 3*j; sqrt(x^2 + 1) - 12*j; relu(x) - 15*j;
    x + x^2 - 30*j; abs(x) - 11*j - pi; max(x, e^x/10^9) - 10*j - 20; x^2/(1 + abs(x)) - 20*j; e^(x/100) - j - 1;
    e^(2*x) - 3*e^x - e^(9*j)
    """
)
"""Below 0 around 0, and above it far away."""
NEVER = _forms(
    """
    -(u^2); 1 - cosh(u); sin(u) - 1; -e^u; cos(u) - 1 - 10^(-12); -abs(u); tanh(u) - 1; -sqrt(u^2 + 1); -softplus(u);
    sigmoid(u) - 1; -(u^2 - 2)^2; 2*u - u^2 - 1; sin(u)*cos(u) - 1/2; u - sqrt(u^2 + 1); u - e^u; atan(u) - pi/2;
    -(u^4 - u^2 + 1/4); e^u - e^(2*u) - 1/4; min(u, -u)
    """
)
"""Nowhere above 0, whatever u is."""
RAMPS = _forms(
    """
    relu(g); max(0, g); (abs(g) + g)/2; g*step(g); (sqrt(g^2) + g)/2; g if g > 0 else 0; -min(0, -g); g*(1 + sign(g))/2;
    ((g^2)^(1/2) + g)/2; (max(g, -g) + g)/2; relu(relu(g)); g + relu(-g); ((g^4)^(1/4) + g)/2; (cbrt(abs(g)^3) + g)/2;
    e^(ln(g^2)/2)/2 + g/2; sqrt(relu(g)^2); relu(2*g)/2; 0 if g < 0 else g; (((g^2)^(1/2))^2)^(1/2)/2 + g/2;
    relu(g)^2/abs(g)
    """
)
STEPS = _forms(
    """
    step(g); (1 + sign(g))/2; (g/abs(g) + 1)/2; 1 if g > 0 else 0; relu(g)/g; 1 - step(-g); 0 if g < 0 else 1;
    sign(relu(g)); (g/sqrt(g^2) + 1)/2; (atan(g) + atan(1/g))/pi + 1/2; 1 - acos(g/abs(g))/pi; max(0, sign(g));
    step(g^3); step(g)^2; (1 + sign(g)^3)/2; step(7*g); (abs(g)/g + 1)/2; asin(sign(g))/pi + 1/2; step(sinh(g))
    """
)
"""Ways to write one thing, wherever g isn't 0."""
WAVES = _forms(
    """
    asin(sin(x/s)) - x/s; atan(tan(x/s)) - x/s; acos(cos(x/s)) - abs(x/s); acos(sin(x/s)) - pi/2 + x/s;
    asin(sin(x^3/s^3)) - x^3/s^3; x/s - atan(tan(pi*x/s))/pi; 2*asin(sin(x/s/2)) - x/s; asin(cos(x/s)) - pi/2 + abs(x)/s;
    atan(sin(x/s)/cos(x/s)) - x/s; sqrt(cos(x/s)^2) - cos(x/s); abs(cos(x/s)) - cos(x/s); sign(cos(x/s)) - 1;
    sqrt(1 - sin(x/s)^2) - cos(x/s); relu(-cos(x/s)); acos(1 - 2*sin(x/s)^2) - 2*abs(x/s)
    """
)
"""0 until x is greater than s."""
NOTHINGS = _forms(
    """
    asin(sin(atan(u))) - atan(u); atan(tan(atan(u))) - atan(u); abs(e^u) - e^u; sign(cosh(u)) - 1; step(u^2 + 1) - 1;
    ln(e^u) - u; acos(cos(acos(tanh(u)))) - acos(tanh(u)); sqrt((1 + u^2)^2) - u^2 - 1; abs(u)^2 - u^2;
    max(u, u + 1) - u - 1; asinh(sinh(u)) - u; acos(cos(u)) + asin(cos(u)) - pi/2;
    asin(sin(u)) - atan(tan(u))*sign(cos(u)); sign(u)*abs(u) - u; cbrt(u^3) - u; relu(u) - relu(-u) - u;
    abs(abs(u)) - abs(u); max(u, -u) - sqrt(u^2); min(u, 3) + max(u, 3) - u - 3; atan(1/u) + atan(u) - pi/2*sign(u);
    (u^2)^(3/2) - abs(u)^3
    """
)
"""0, whatever u is."""
INNER = _forms(
    """
    x; x - c; x^2 - c; sin(x); 3*x + c; x^3 - 4*x; e^x - 2; x/9 - c; (x - c)*(x + 1); cos(x/5) + 1/3; x - y; x*y - c
    """
)
"""What u may be."""
LOST = _forms(
    """
    d + sqrt(v) - sqrt(v); d*sqrt(v)/sqrt(v); d + ln(v) - ln(v); d + 0*v^(3/2); d*exp(ln(v) - ln(v));
    d + v^0.5*v^0.5 - v; d + acosh(1 + v) - acosh(1 + v)
    """
)
"""d, with a value only where v > 0."""
SIDES = tuple(
    tuple(part.strip() for part in row.split("|"))
    for row in _forms(
        """
    abs(g) | h | -h; sqrt(g^2) | h | -h; relu(g) | h | 0; max(g, -2*g) | h | -2*h; ln(g^2)/2 | h/abs(g) | h/g;
    ((g)^4)^(1/4) | -h | h; g*abs(g) | 2*h*g | -2*h*g; leaky_relu(g) | h | h/100; ln(abs(g)) | h*e^(-ln(g)) | h/g
        """
    )
)
"""A function, and what its derivative is for g > 0, and for g < 0, with h for the derivative of g."""
