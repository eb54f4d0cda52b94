"""One sitting: what is asked next, the problem on the screen, what is written down of an answer, and when it comes back."""
