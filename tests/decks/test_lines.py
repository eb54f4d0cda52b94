from derivquiz.decks import lines

TEXT = '''format = 1  # [not.a.table]
id = "a"

[[template]]
id = "first"
lesson = """
[[template]]
where = "in a text"
"""
function = [
  "x",  # a "]" in a comment
  "y = 2",
]
parameters.a = "2..3"

[[template]]
id = "second"

  [template.parameters]
  b = { c = "]" }
  "n" = [2,
    3]

[[ template ]]
where = 'a != "b"'
'''


def test_every_key_is_found_on_its_line() -> None:
    found = lines.index(TEXT)
    rows = TEXT.split("\n")
    for path, line in found.items():
        assert str(path[-1]) in rows[line - 1] or isinstance(path[-1], int)
    assert found["format",] == 1
    assert found["template", 0] == 4
    assert found["template", 0, "function"] == 10
    assert found["template", 0, "parameters", "a"] == 14
    assert found["template", 1, "id"] == 17
    assert found["template", 1, "parameters", "n"] == 21
    assert found["template", 2, "where"] == 25
    assert ("template", 0, "where") not in found
    assert ("template", 0, "y") not in found


def test_a_key_inside_an_inline_table_is_found_on_the_line_of_the_table() -> None:
    assert lines.find('a = 1\nparameters = { b = "2..9" }', ("parameters", "b")) == 2


def test_a_key_that_is_nowhere_has_no_line() -> None:
    assert lines.find("a = 1", ("b",)) is None
