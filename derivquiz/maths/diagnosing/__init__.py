"""Why an answer is wrong: the wrong rules by name, and which of them give it."""
