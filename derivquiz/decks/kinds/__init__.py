"""The kinds of question, one file each: how it is posed, what it accepts, how it is marked."""
