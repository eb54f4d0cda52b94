"""What is asked: deck files, templates, the drawing of problems and the kinds of question."""
